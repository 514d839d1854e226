using CrmPlatform.Service.Domain.Clocks;
using CrmPlatform.Service.Domain.Steps;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Service.Domain.Complaints;

/// <summary>What people do with a complaint. Whoever acts settles the clocks afterwards.</summary>
internal sealed partial class Complaint
{
    /// <summary>S1: the customer was told that we have it.</summary>
    public Refusal? Acknowledge(DateTimeOffset at)
    {
        if (Course.IsClosed) return StepRules.Closed;
        Course = Course.Acknowledge(at);
        Read();
        return null;
    }

    /// <summary>S2: takes a person's judgement over; the clocks run by the new severity and calendar as if they always had.</summary>
    public Refusal? Assess(Assessment given, DateTimeOffset at)
    {
        if (Course.IsClosed) return StepRules.Closed;
        if (given.Severity != Severity) Log(ordinal => ClockEvent.SeverityChanged(at, ordinal, given.Severity));
        if (given.Calendar != Calendar) Log(ordinal => ClockEvent.CalendarChanged(at, ordinal, given.Calendar));
        (Category, SubCategory, Severity) = (given.Category, given.SubCategory, given.Severity);
        (Complexity, Impact, Urgency, RemedySought) = (given.Complexity, given.Impact, given.Urgency, given.RemedySought);
        (Summary, Details, Language, Calendar) = (given.Summary, given.Details, given.Language, given.Calendar);
        Course = Course.Assess(at);
        Read();
        return null;
    }

    /// <summary>S4: records a step; the first one is our first response.</summary>
    public Refusal? Record(StepRecord record, string by, DateTimeOffset at)
    {
        if (Take(Course.Record(record, by, at)) is { } refusal) return refusal;
        Responded(at);
        // S5: that was what we waited for.
        if (record is AnswerRecord && IsWaiting) Resume(at);
        return null;
    }

    /// <summary>Documents an attempt to reach the customer that did not succeed.</summary>
    public Refusal? Attempt(string channel, string note, string by, DateTimeOffset at) => Take(Course.Attempt(channel, note, by, at));

    /// <summary>S4, S5: the customer said something. Whoever waits for them waits no longer, and attempts to reach them before it count no more.</summary>
    /// <returns>Whether anything followed from it.</returns>
    public bool Hear(DateTimeOffset at)
    {
        var before = Course;
        Course = Course.Hear(at);
        if (!IsWaiting) return !ReferenceEquals(before, Course);
        Resume(at);
        return true;
    }

    /// <summary>S4: closes; that nobody was reached is no answer to them (S5), and stops the clocks all the same.</summary>
    public Refusal? Close(string by, DateTimeOffset at, string? recourse, TimeSpan apart)
    {
        if (Take(Course.Close(by, at, recourse, apart)) is { } refusal) return refusal;
        Log(ordinal => ClockEvent.Resolved(at, ordinal));
        IsWaiting = false;
        return null;
    }

    public Refusal? Reopen(string reason, string by, DateTimeOffset at)
    {
        if (Take(Course.Reopen(reason, by, at)) is { } refusal) return refusal;
        Log(ordinal => ClockEvent.Reopened(at, ordinal));
        ReviewReminders = 0;
        return null;
    }

    /// <summary>Hands it up; <paramref name="level"/> 1 or 2.</summary>
    public Refusal? Escalate(string reason, string by, DateTimeOffset at, int level, string? to) => Take(Course.Escalate(reason, by, at, level, to));

    /// <summary>Takes it back from higher up.</summary>
    public Refusal? EndEscalation(DateTimeOffset at)
    {
        if (!Course.IsEscalated) return Refusal.Conflict("complaint.not-escalated", "The complaint is not escalated.");
        Course = Course.EndEscalation(at);
        Read();
        return null;
    }

    /// <summary>S5: begins to wait for the customer; the clocks stand still.</summary>
    public Refusal? Wait(DateTimeOffset at)
    {
        if (Course.IsClosed) return StepRules.Closed;
        if (IsWaiting) return Refusal.Conflict("complaint.waiting", "The complaint waits for the customer already.");
        IsWaiting = true;
        Log(ordinal => ClockEvent.Paused(at, ordinal));
        return null;
    }

    /// <summary>S5: the waiting is over.</summary>
    public Refusal? Resume(DateTimeOffset at)
    {
        if (!IsWaiting) return Refusal.Conflict("complaint.not-waiting", "The complaint is not waiting for the customer.");
        IsWaiting = false;
        Log(ordinal => ClockEvent.Resumed(at, ordinal));
        return null;
    }

    /// <summary>A person of ours answered the customer; the first time stops the clock of the first response.</summary>
    public void Responded(DateTimeOffset at)
    {
        if (FirstResponseAt is not null) return;
        FirstResponseAt = at;
        Log(ordinal => ClockEvent.FirstResponse(at, ordinal));
    }

    private Refusal? Take(Outcome<ComplaintCourse> outcome)
    {
        if (outcome.Refusal is { } refusal) return refusal;
        Course = outcome.Value;
        Read();
        return null;
    }
}
