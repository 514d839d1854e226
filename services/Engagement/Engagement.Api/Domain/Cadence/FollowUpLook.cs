namespace CrmPlatform.Engagement.Domain.Cadence;

/// <summary>What the cycle engine has to do for a customer now.</summary>
internal enum FollowUpStep
{
    Wait,
    OpenTask,
    MoveTask,
    Escalate,
    BeginNextRound,
}

/// <summary>The task of a period as it is stored.</summary>
/// <param name="Dropped">Closed because somebody cancelled it, with a reason.</param>
internal sealed record FollowUpTask(string PeriodKey, DateTimeOffset Due, DateTimeOffset? Escalated = null, DateTimeOffset? Closed = null, bool Dropped = false);

/// <summary>
/// E6: one look at one customer. Asked again after every step, it says the next one, and Wait when nothing is left to do:
/// an engine killed between two steps goes on where it stopped.
/// </summary>
/// <param name="Due">When the period's task is due.</param>
/// <param name="EscalationDue">When its manager will hear of it.</param>
/// <param name="NextLook">
/// Before this instant a look would say Wait; the index of due customers is over this column. Null: until something happens.
/// </param>
internal sealed record FollowUpLook(FollowUpStep Step, DateTimeOffset Due, DateTimeOffset EscalationDue, DateTimeOffset? NextLook)
{
    /// <param name="task">The stored task of the clock's present period, if there is one. Tasks of earlier periods are done: their
    /// customer was spoken to.</param>
    public static FollowUpLook At(
        DateTimeOffset now, FollowUpClock clock, FollowUpTask? task, CadenceKey customer, CadencePlan plan, WorkCalendar calendar)
    {
        if (task is not null && task.PeriodKey != clock.PeriodKey)
            throw new ArgumentException($"The task is of period {task.PeriodKey}, the customer in {clock.PeriodKey}.", nameof(task));

        var cadence = plan.For(customer);
        var due = clock.Due(cadence, plan.Shift, calendar);
        var escalation = FollowUpClock.EscalationDue(due, cadence, calendar);
        FollowUpLook Say(FollowUpStep step, DateTimeOffset? nextLook) => new(step, due, escalation, nextLook);

        if (task is null) return now < due ? Say(FollowUpStep.Wait, due) : Say(FollowUpStep.OpenTask, now);
        // E6: whoever drops a task does not keep the manager from hearing of the customer; only then does the count begin again.
        if (task is { Dropped: true, Escalated: null }) return now < escalation ? Say(FollowUpStep.Wait, escalation) : Say(FollowUpStep.Escalate, now);
        if (task.Closed is not null) return Say(FollowUpStep.BeginNextRound, now);
        if (task.Escalated is not null) return Say(FollowUpStep.Wait, null);
        // E6: a changed cadence takes effect at once, on the open task too; the task stays the same one.
        if (task.Due != due) return Say(FollowUpStep.MoveTask, now);
        return now < escalation ? Say(FollowUpStep.Wait, escalation) : Say(FollowUpStep.Escalate, now);
    }
}
