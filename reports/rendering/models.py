"""How one locality departs from the printed standard."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from reports.organisations.models import Organisation
from reports.rendering.enums import DigitsFace, PageNumberForm


class PrintStyle(models.Model):
    """版式设置: the habits of one government and all its units; without a row the standard holds."""

    government = models.OneToOneField(
        Organisation, verbose_name="政府", on_delete=models.CASCADE, related_name="print_style"
    )
    margin_top = models.DecimalField("上边距（毫米）", max_digits=4, decimal_places=1, default=Decimal(37))
    margin_bottom = models.DecimalField("下边距（毫米）", max_digits=4, decimal_places=1, default=Decimal(35))
    margin_left = models.DecimalField("左边距（毫米）", max_digits=4, decimal_places=1, default=Decimal(28))
    margin_right = models.DecimalField("右边距（毫米）", max_digits=4, decimal_places=1, default=Decimal(26))
    pitch = models.DecimalField("行距（磅）", max_digits=5, decimal_places=2, default=Decimal("28.95"))
    page_number_form = models.CharField(
        "页码", max_length=20, choices=PageNumberForm.choices, default=PageNumberForm.OUTER_DASHES
    )
    digits_face = models.CharField("数字和字母", max_length=40, choices=DigitsFace.choices, blank=True)
    has_bold_headings = models.BooleanField("标题加粗", default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    margin_top__range=(10, 60),
                    margin_bottom__range=(10, 60),
                    margin_left__range=(10, 60),
                    margin_right__range=(10, 60),
                ),
                name="print_style_margins_possible",
            ),
            models.CheckConstraint(condition=Q(pitch__range=(20, 40)), name="print_style_pitch_possible"),
        ]

    def __str__(self) -> str:
        return f"{self.government}版式"
