"""What every worker does besides the work that it is given."""

from django.conf import settings
from procrastinate.contrib.django import app

from reports.common.jobs import requeue_interrupted


@app.periodic(cron="* * * * * */20")
@app.task(name="common.requeue_interrupted", queueing_lock="common.requeue_interrupted")
async def requeue(timestamp: int) -> None:
    """Look every twenty seconds for work whose worker was killed."""
    await requeue_interrupted(silent_for=settings.WORKER_SILENT_SECONDS)
