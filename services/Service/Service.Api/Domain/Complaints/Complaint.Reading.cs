using CrmPlatform.Service.Domain.Clocks;
using CrmPlatform.Service.Domain.Steps;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Service.Domain.Complaints;

/// <summary>What is read off the lists after each act.</summary>
internal sealed partial class Complaint
{
    /// <summary>Where it stands in the lifecycle of ISO 10002.</summary>
    public ComplaintStatus State { get; private set; }

    public bool IsOpen { get; private set; }

    /// <summary>S5: we wait for the customer, and the clocks stand still.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>How many of the seven steps of this round are done.</summary>
    public int StepsDone { get; private set; }

    /// <summary>The step that comes next; null when the review is recorded too.</summary>
    [Untold(Entirely = true)]
    public Step? NextStep { get; private set; }

    public DateTimeOffset? AcknowledgedAt { get; private set; }

    public DateTimeOffset? FirstResponseAt { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>What the closing rests on; null while it is open, and of a merged one, which its survivor closes.</summary>
    public ClosingGround? ClosedBecause => Course.IsClosed && !IsMerged ? Course.Closings[^1].Because : null;

    public int Reopenings { get; private set; }

    /// <summary>0, or the level it is escalated to.</summary>
    public int EscalationLevel { get; private set; }

    [Untold(Entirely = true)]
    public DateTimeOffset? ResponseDueAt { get; private set; }

    [Untold(Entirely = true)]
    public DateTimeOffset? ResolutionDueAt { get; private set; }

    /// <summary>By what the queue is ordered: what is due first; <see cref="Never"/> when nothing is.</summary>
    [Untold(Entirely = true)]
    public DateTimeOffset QueueAt { get; private set; } = Never;

    /// <summary>S5: when a clock has something to do next; the pass finds it by this.</summary>
    [Untold(Entirely = true)]
    public DateTimeOffset? NextAt { get; private set; }

    /// <summary>S4: when somebody is reminded of the review that is missing.</summary>
    [Untold(Entirely = true)]
    public DateTimeOffset? ChaseAt { get; private set; }

    [Untold(Entirely = true)]
    public int ReviewReminders { get; private set; }

    public bool ResponseBreached { get; private set; }

    public bool ResolutionBreached { get; private set; }

    [Untold(Entirely = true)]
    public MilestoneSet ResponseMilestones { get; private set; }

    [Untold(Entirely = true)]
    public MilestoneSet ResolutionMilestones { get; private set; }

    /// <summary>Computes both clocks from all that happened and notes what lists and passes need of them.</summary>
    public ComplaintClocks Settle(ClockRules rules, DateTimeOffset now)
    {
        var clocks = ComplaintClocks.From(ClockLog, rules.Levels, rules.Calendars)
            ?? throw new InvalidOperationException($"Complaint {Id} was never opened.");
        if (IsImported && ResponseMilestones == MilestoneSet.None && ResolutionMilestones == MilestoneSet.None && Version == 0)
        {
            // Nothing fires for the past of a complaint that was brought from elsewhere.
            (ResponseMilestones, ResolutionMilestones) = (clocks.FirstResponse.ReachedBy(now), clocks.Resolution.ReachedBy(now));
        }
        (ResponseDueAt, ResolutionDueAt) = (clocks.FirstResponse.DueAt, clocks.Resolution.DueAt);
        (ResponseBreached, ResolutionBreached) = (clocks.FirstResponse.IsBreachedAt(now), clocks.Resolution.IsBreachedAt(now));
        NextAt = clocks.NextAt(ResponseMilestones, ResolutionMilestones);
        // Closed without an answer its clock has stopped for good, also when it is reopened.
        QueueAt = !IsOpen ? Never : Earlier(FirstResponseAt is null && clocks.FirstResponse.State != ClockState.Stopped ? ResponseDueAt : null, ResolutionDueAt) ?? Never;
        return clocks;
    }

    /// <summary>
    /// S5: the milestones reached by now, marked as dealt with, so that each happens once whoever comes first. Warnings and escalations
    /// of a clock that has stopped meanwhile are passed over; that it was breached is told even then.
    /// </summary>
    public IReadOnlyList<DueMilestone> TakeDue(ClockRules rules, DateTimeOffset now)
    {
        var clocks = Settle(rules, now);
        var due = new List<DueMilestone>();
        ResponseMilestones = Take(clocks.FirstResponse, ResponseMilestones, now, due);
        ResolutionMilestones = Take(clocks.Resolution, ResolutionMilestones, now, due);
        NextAt = clocks.NextAt(ResponseMilestones, ResolutionMilestones);
        return due;
    }

    /// <summary>S4: somebody was reminded of the review that is missing.</summary>
    public void ReviewChased()
    {
        ReviewReminders++;
        Read();
    }

    private static MilestoneSet Take(ServiceClock clock, MilestoneSet done, DateTimeOffset now, List<DueMilestone> due)
    {
        foreach (var milestone in clock.DueBy(now, done).ToList())
        {
            done = done.With(milestone);
            if (clock.State != ClockState.Stopped || milestone == Milestone.Breach)
                due.Add(new DueMilestone(clock.Kind, milestone, clock.MilestoneAt(milestone)!.Value));
        }
        return done;
    }

    private void Read()
    {
        State = IsMerged ? ComplaintStatus.Closed : Course.Status;
        IsOpen = !Course.IsClosed && !IsMerged;
        NextStep = Course.NextStep;
        StepsDone = Enum.GetValues<Step>().Count(Course.IsDone);
        AcknowledgedAt = Course.AcknowledgedAt;
        ClosedAt = MergedAt ?? (Course.IsClosed ? Course.Closings[^1].At : null);
        Reopenings = Course.Reopenings.Count;
        EscalationLevel = IsOpen && Course.IsEscalated ? Course.Escalations.Where(escalation => escalation.EndedAt is null).Max(escalation => escalation.Level) : 0;
        ChaseAt = IsMerged || (IsImported && IsErased) || ReviewChase.WasClosedElsewhere(Course) ? null : ReviewChase.Next(Course, ReviewReminders);
        if (!IsOpen) OfferAt = null;
    }

    private void Log(Func<long, ClockEvent> happened) => ClockLog = ClockLog.Add(happened(ClockLog.Count));

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;
}
