using System.Collections.Immutable;
using CrmPlatform.Service.Domain.Clocks;
using CrmPlatform.Service.Domain.Steps;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Service.Domain.Complaints;

/// <summary>Where a complaint stands among others: merged, traced to a cause, brought from elsewhere, of another customer, of an erased one.</summary>
internal sealed partial class Complaint
{
    /// <summary>What stands where a person's words stood.</summary>
    public const string Erased = "erased";

    public static readonly Refusal Merged = Refusal.Conflict("complaint.merged", "This was found to be a duplicate; work on the complaint it was merged into.");

    public static readonly Refusal OfAnother = Refusal.Conflict("complaint.other-customer", "They are of different customers; link them instead.");

    /// <summary>S9: this one is a duplicate of another, which carries the conversation on; its clocks stop.</summary>
    /// <param name="together">All that would be one conversation: both, and what was merged into either before.</param>
    /// <param name="heardAt">When the customer last wrote to this one, or to what was merged into it before; null when they never did.</param>
    /// <param name="at">Now.</param>
    public Refusal? MergeInto(Complaint root, IReadOnlyCollection<Complaint> together, DateTimeOffset? heardAt, DateTimeOffset at)
    {
        if (root.Id == Id) return Refusal.Conflict("complaint.same", "A complaint is no duplicate of itself.");
        if (IsMerged || root.IsMerged) return Merged;
        if (IsErased || root.IsErased) return StepRules.Erased;
        if (!AreOfOne(together, null)) return OfAnother;
        // What is open would end in what is over, and nobody would have it in hand.
        if (IsOpen && !root.IsOpen) return StepRules.Closed;
        // S5: whoever complains again while we wait for them has spoken, and so has who wrote to what they complained of before.
        var spoke = together.Where(complaint => complaint.RootId == Id).Max(complaint => complaint.OpenedAt);
        if (heardAt > spoke) spoke = heardAt.Value;
        if (root.IsWaiting && spoke > root.ClockLog.Where(happened => happened.Kind == ClockEventKind.Paused).Max(happened => happened.At)) root.Resume(at);
        // S4: they can be reached, too.
        root.Course = root.Course.Hear(spoke);
        (RootId, MergedAt, IsWaiting) = (root.Id, at, false);
        Log(ordinal => ClockEvent.Resolved(at, ordinal));
        Read();
        return null;
    }

    /// <summary>S9: whether complaints are of nobody and of one customer at most.</summary>
    public static bool AreOfOne(IEnumerable<Complaint> together, Guid? customer) =>
        together.Select(complaint => complaint.CustomerId).Append(customer).OfType<Guid>().Distinct().Count() <= 1;

    /// <summary>What was merged into this one is, with it, merged into another: what was said there before is not for who has its link.</summary>
    public void FollowTo(Guid root, DateTimeOffset at) => (RootId, MergedAt) = (root, at);

    /// <summary>S1: it was found out whose it is; its clocks run by that customer's class, as if it had been known from the start (S5).</summary>
    public void BelongTo(Guid customer, string customerClass)
    {
        CustomerId = customer;
        ClockLog = ClockLog.ConvertAll(happened => happened.Kind == ClockEventKind.Opened ? happened with { CustomerClass = customerClass } : happened);
    }

    /// <summary>S8: the cause it comes down to.</summary>
    public void TraceTo(string? cause) => CauseId = cause;

    /// <summary>S6: a remedy was proposed or decided.</summary>
    public void RemedyDecided() => RemedyDecisions++;

    /// <summary>C16: the customer's file was merged into another, or parted from it again.</summary>
    public void RePoint(Guid customer) => CustomerId = customer;

    /// <summary>A complaint from another system that has an answer there already; nothing is asked of its steps.</summary>
    public void AnsweredElsewhere(DateTimeOffset at) => Responded(at);

    /// <summary>A complaint from another system that was closed there.</summary>
    public void ClosedElsewhere(string by, DateTimeOffset at)
    {
        Course = Course with { Closings = Course.Closings.Add(new Closing(Course.Round, ClosingGround.CustomerAnswered, null, by, at)) };
        Responded(at);
        Log(ordinal => ClockEvent.Resolved(at, ordinal));
        Read();
    }

    /// <summary>Waits in a team's queue from the beginning, to be offered at the next turn.</summary>
    public void QueueFor(string team, DateTimeOffset now) => (Team, OfferAt) = (team, IsOpen ? now : null);

    /// <summary>C20: takes the person out; what happened when, and what it was worth, stays. Once more changes nothing.</summary>
    public void Erase()
    {
        (ReporterName, ReporterEmail, ReporterPhone) = (null, null, null);
        Summary = Erased;
        Details = Details is null ? null : Erased;
        // What somebody wrote who gave it to somebody; what the rules said names nobody.
        Assignments = Each(Assignments, note => note.By == "system" ? note : note with { Reason = new Wording(Erased, Erased, Erased) });
        var course = Course with
        {
            Steps = Each(Course.Steps, entry => entry with { Record = entry.Record.Erased() }),
            Attempts = Each(Course.Attempts, attempt => attempt with { Note = Erased }),
            Closings = Each(Course.Closings, closing => closing with { Recourse = closing.Recourse is null ? null : Erased }),
            Reopenings = Each(Course.Reopenings, reopening => reopening with { Reason = Erased }),
            Escalations = Each(Course.Escalations, escalation => escalation with { Reason = Erased }),
        };
        if (course != Course) Course = course;
    }

    // The same list where none of it differs.
    private static ImmutableList<T> Each<T>(ImmutableList<T> list, Func<T, T> erase)
    {
        var erased = list.ConvertAll(erase);
        return erased.SequenceEqual(list) ? list : erased;
    }

    /// <summary>C20: nobody is left to answer to.</summary>
    public bool IsErased => Course.ErasedAt is not null;

    /// <summary>C20: an open one ends as what it is: its clocks stop, and nobody is reminded of it. That it was opened and what was given for it stays.</summary>
    /// <param name="at">Of the erasure; what was opened or reopened before that was known here ends when it began.</param>
    public void EndWithErasure(DateTimeOffset at)
    {
        if (at < OpenedAt) at = OpenedAt;
        if (Course.Reopenings.LastOrDefault() is { } last && at < last.At) at = last.At;
        if (!IsErased) Course = Course with { ErasedAt = at };
        if (IsOpen)
        {
            Course = Course with { Closings = Course.Closings.Add(Closing.WithErasure(Course.Round, at)) };
            Log(ordinal => ClockEvent.Resolved(at, ordinal));
            IsWaiting = false;
        }
        Read();
    }
}
