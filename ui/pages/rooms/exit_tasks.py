"""The steps of exit support as a list: who does what until when, what was tried to motivate, the looks after leaving."""

from dataclasses import replace

import streamlit as st

from casebook import vocabulary as v
from casebook.records import ExitTask
from desk.emergency import Guest, exit_tasks, save_task
from ui.components import inputs
from ui.components.form import after_saving, form_key, opened, saving, settle, stands_refused
from ui.components.text import plain
from ui.context import Context


def exit_tasks_form(ctx: Context, guest: Guest) -> None:
    """Show the steps of a stay, each with its form, and one for a further step."""
    st.markdown(f"**{plain(ctx.t('exit_support.steps'))}**")
    for number, task in enumerate(exit_tasks(guest.stay, ctx.book.all(ExitTask, stay_id=guest.key))):
        with st.expander(plain(_told(ctx, task))):
            _form(ctx, task, str(task.id or f"proposed{number}"))
    with st.expander(ctx.t("exit_support.step_new")):
        _form(ctx, ExitTask(stay_id=guest.key, task=v.EXIT_TASKS[0]), "new")


def _told(ctx: Context, task: ExitTask) -> str:
    """Tell a step in one line: what, who does it, whether it is done."""
    name = ctx.t(f"exit_task.{task.task}")
    if task.done_on is not None:
        return ctx.pair(
            ctx.aside(name, task.in_charge) if task.in_charge else name,
            ctx.t("exit_support.step_done", day=task.done_on),
        )
    told = ctx.t("exit_support.step_proposed" if task.id is None else "exit_support.step_due", day=task.due_on)
    return ctx.pair(ctx.aside(name, task.in_charge) if task.in_charge else name, told)


def _form(ctx: Context, task: ExitTask, which: str) -> None:
    what_of = f"exit_task.{task.stay_id}.{which}"  # each its own: saving one empties no other
    key = form_key(what_of, task.stay_id)
    read = opened(key, "task", task)
    left, middle, right = st.columns(3)
    with left:
        what = inputs.required_choice(ctx, "task", read.task, "exit_task", v.EXIT_TASKS, key)
        who = inputs.text(ctx, "in_charge", read.in_charge, key)
    with middle:
        due_on = inputs.day(ctx, "due_on", read.due_on, key)
    with right:
        done_on = inputs.day(ctx, "done_on", read.done_on, key)
    note = st.text_area(ctx.t("field.note"), read.note or "", key=f"{key}.note", height=80).strip() or None
    typed = replace(read, task=what, in_charge=who, due_on=due_on, done_on=done_on, note=note)
    settled = settle(ctx, key)
    if st.button(ctx.t("common.save"), key=f"{key}.save") and not stands_refused(ctx, key):
        with saving(ctx, key):
            save_task(ctx.book.settling(settled), typed, ctx.today, None if read.id is None else read)
            after_saving(ctx.t("common.saved"), what_of)
