"""The closed choices of how a locality prints."""

from django.db.models import TextChoices


class PageNumberForm(TextChoices):
    """Where the page number stands and what stands beside it."""

    OUTER_DASHES = "outer_dashes", "单页居右、双页居左，两侧一字线（国家标准）"
    CENTRED_DASHES = "centred_dashes", "居中，两侧一字线"
    CENTRED_PLAIN = "centred_plain", "居中，只印数字"


class DigitsFace(TextChoices):
    """The typeface of digits and Latin letters."""

    BODY = "", "与正文相同（国家标准）"
    TIMES = "Times New Roman", "Times New Roman"
