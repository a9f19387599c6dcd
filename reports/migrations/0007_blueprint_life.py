"""Drafts and immutable published versions; templates of a county's own."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0006_blueprint_content"),
    ]

    operations = [
        migrations.AddField(
            model_name="blueprint",
            name="origin",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="adaptations",
                to="reports.blueprint",
                verbose_name="原模板",
            ),
        ),
        migrations.AddField(
            model_name="blueprint",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="blueprints",
                to="reports.organisation",
                verbose_name="所属政府",
            ),
        ),
        migrations.AddField(
            model_name="blueprintversion",
            name="edit",
            field=models.PositiveIntegerField(default=0, verbose_name="修改次数"),
        ),
        migrations.AddField(
            model_name="blueprintversion",
            name="edited_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="修改时间"),
        ),
        migrations.AddField(
            model_name="blueprintversion",
            name="edited_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="修改人",
            ),
        ),
        migrations.AddField(
            model_name="blueprintversion",
            name="note",
            field=models.CharField(blank=True, max_length=300, verbose_name="版本说明"),
        ),
        migrations.AddField(
            model_name="blueprintversion",
            name="origin_version",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="reports.blueprintversion",
                verbose_name="所依据的原模板版本",
            ),
        ),
        migrations.AlterField(
            model_name="blueprint",
            name="code",
            field=models.SlugField(max_length=60, verbose_name="代码"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="blueprintblock",
            trigger=pgtrigger.compiler.Trigger(
                name="blueprint_block_immutable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF EXISTS (\n                SELECT 1 FROM reports_blueprintversion v\n                WHERE v.status <> 'draft' AND v.id IN ((SELECT s.version_id FROM reports_blueprintsection s WHERE s.id = OLD.section_id), (SELECT s.version_id FROM reports_blueprintsection s WHERE s.id = NEW.section_id))\n            ) THEN\n                RAISE EXCEPTION 'blueprint_block_immutable: a published blueprint version never changes';\n            END IF;\n            RETURN COALESCE(NEW, OLD);\n        ",
                    hash="d33514dda9264f1bd71aa53c41f8926b338d4d13",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_blueprint_block_immutable_32fc1",
                    table="reports_blueprintblock",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="blueprintfigure",
            trigger=pgtrigger.compiler.Trigger(
                name="blueprint_figure_immutable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF EXISTS (\n                SELECT 1 FROM reports_blueprintversion v\n                WHERE v.status <> 'draft' AND v.id IN ((SELECT s.version_id FROM reports_blueprintsection s JOIN reports_blueprintblock b ON b.section_id = s.id WHERE b.id = OLD.block_id), (SELECT s.version_id FROM reports_blueprintsection s JOIN reports_blueprintblock b ON b.section_id = s.id WHERE b.id = NEW.block_id))\n            ) THEN\n                RAISE EXCEPTION 'blueprint_figure_immutable: a published blueprint version never changes';\n            END IF;\n            RETURN COALESCE(NEW, OLD);\n        ",
                    hash="23d518d90df0ec0182288a0f84e22cbe4bf1acbe",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_blueprint_figure_immutable_f51bd",
                    table="reports_blueprintfigure",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="blueprintsection",
            trigger=pgtrigger.compiler.Trigger(
                name="blueprint_section_immutable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF EXISTS (\n                SELECT 1 FROM reports_blueprintversion v\n                WHERE v.status <> 'draft' AND v.id IN ((OLD.version_id), (NEW.version_id))\n            ) THEN\n                RAISE EXCEPTION 'blueprint_section_immutable: a published blueprint version never changes';\n            END IF;\n            RETURN COALESCE(NEW, OLD);\n        ",
                    hash="af536d908bebef90b63e4406eb8bee0f40f4404f",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_blueprint_section_immutable_2c867",
                    table="reports_blueprintsection",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="blueprintversion",
            trigger=pgtrigger.compiler.Trigger(
                name="blueprint_version_life",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{draft:published,published:retired}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="c4af77fd065270be19c68d32d9a483333e2beae0",
                    operation="UPDATE",
                    pgid="pgtrigger_blueprint_version_life_a3e48",
                    table="reports_blueprintversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="blueprintversion",
            trigger=pgtrigger.compiler.Trigger(
                name="blueprint_version_immutable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.status <> 'draft')",
                    func="\n                    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'status' = to_jsonb(OLD) - 'status' THEN\n                        RETURN NEW;\n                    END IF;\n                    RAISE EXCEPTION\n                        'blueprint_version_immutable: a published blueprint version never changes';\n                ",
                    hash="e0c79a75dd76029a16f8f8518c15a4288852e753",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_blueprint_version_immutable_c0b37",
                    table="reports_blueprintversion",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="blueprint",
            constraint=models.UniqueConstraint(
                condition=models.Q(("owner", None)), fields=("code",), name="blueprint_shipped_code_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="blueprint",
            constraint=models.UniqueConstraint(fields=("owner", "code"), name="blueprint_own_code_unique"),
        ),
        migrations.AddConstraint(
            model_name="blueprint",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin", None), ("owner__isnull", False), _connector="OR"),
                name="blueprint_adaptation_has_owner",
            ),
        ),
        migrations.AddConstraint(
            model_name="blueprintversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "draft")),
                fields=("blueprint",),
                name="blueprint_version_one_draft",
            ),
        ),
    ]
