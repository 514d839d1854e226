using System.Collections.Immutable;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Service.Domain.Steps;

/// <summary>
/// S4: how a complaint was handled so far, as an immutable value; every act gives the course after it or says why not.
/// The lifecycle of ISO 10002 is read off it.
/// </summary>
internal sealed record ComplaintCourse(DateTimeOffset ReceivedAt)
{
    /// <summary>Attempts after which a complaint may be closed without the customer's answer.</summary>
    public const int AttemptsBeforeClosing = 3;

    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>When severity, complexity, impact and urgency were judged by a person.</summary>
    public DateTimeOffset? AssessedAt { get; init; }

    /// <summary>C20: when whoever complained was taken out; nobody is left to answer to.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>When the customer last said something after somebody had tried to reach them; null when they never did.</summary>
    public DateTimeOffset? HeardAt { get; init; }

    public ImmutableList<StepEntry> Steps { get; init; } = [];

    public ImmutableList<ContactAttempt> Attempts { get; init; } = [];

    public ImmutableList<Closing> Closings { get; init; } = [];

    public ImmutableList<Reopening> Reopenings { get; init; } = [];

    public ImmutableList<Escalation> Escalations { get; init; } = [];

    /// <summary>1 at first; each reopening begins a new round, in which the customer is listened to anew.</summary>
    public int Round => Reopenings.Count + 1;

    public bool IsClosed => Closings.Count == Round;

    public bool IsEscalated => !IsClosed && Escalations.Any(escalation => escalation.EndedAt is null);

    /// <summary>The last answer of the customer in this round; null when there is none to the present solution.</summary>
    public CustomerAnswer? Answer => LastOf(Step.Confirm) is { Record: AnswerRecord answer } ? answer.Answer : null;

    /// <summary>The step that comes next in this round; null when the review is recorded too.</summary>
    public Step? NextStep
    {
        get
        {
            // Steps that a closing left out are not made up for.
            if (IsClosed)
                return LastOf(Step.Review) is null ? Step.Review : null;

            // A customer who is not satisfied needs another solution.
            if (Answer == CustomerAnswer.Dissatisfied && LastOf(Step.Review) is null)
                return Step.Solve;

            return Enum.GetValues<Step>().Where(step => LastOf(step) is null).Select(step => (Step?)step).FirstOrDefault();
        }
    }

    /// <summary>Whether a step of this round is over: it has its record, and is not to be done again.</summary>
    public bool IsDone(Step step) => LastOf(step) is not null && !(NextStep <= step);

    public ComplaintStatus Status => IsClosed ? ComplaintStatus.Closed : IsEscalated ? ComplaintStatus.Escalated : Stage;

    /// <summary>Where the complaint stands on its way, escalated or not.</summary>
    public ComplaintStatus Stage
    {
        get
        {
            if (IsClosed)
                return ComplaintStatus.Closed;

            var first = Round == 1;
            return NextStep switch
            {
                Step.Solve => ComplaintStatus.Investigating,
                Step.Promise => ComplaintStatus.Assessed,
                Step.Confirm or Step.Review or null => ComplaintStatus.Responded,
                _ when first && AssessedAt is not null => ComplaintStatus.Assessed,
                Step.Thank or Step.Apologise => ComplaintStatus.Acknowledged,
                _ when first && AcknowledgedAt is not null => ComplaintStatus.Acknowledged,
                _ => first ? ComplaintStatus.Received : ComplaintStatus.Reopened,
            };
        }
    }

    /// <summary>The customer was told that we have it; the first time counts.</summary>
    public ComplaintCourse Acknowledge(DateTimeOffset at) => AcknowledgedAt is null ? this with { AcknowledgedAt = at } : this;

    /// <summary>Severity, complexity, impact and urgency were judged; the first time counts.</summary>
    public ComplaintCourse Assess(DateTimeOffset at) => AssessedAt is null ? this with { AssessedAt = at } : this;

    /// <summary>Records a step, or refuses with the step that is missing, already there, or incomplete.</summary>
    public Outcome<ComplaintCourse> Record(StepRecord record, string by, DateTimeOffset at)
    {
        var refusal = StepRules.WhyNot(this, record, at) ?? record.Check(at);
        return refusal is null ? this with { Steps = Steps.Add(new StepEntry(Round, record, by, at)) } : refusal;
    }

    /// <summary>Documents an attempt to reach the customer.</summary>
    public Outcome<ComplaintCourse> Attempt(string channel, string note, string by, DateTimeOffset at)
    {
        if (IsClosed)
            return StepRules.Closed;

        var refusal = new FieldChecks().Text("channel", channel, longest: 100).Text("note", note)
            .Refuse("complaint.attempt-incomplete", "An attempt counts when it says by which channel and what came of it.");
        return refusal is null ? this with { Attempts = Attempts.Add(new ContactAttempt(Round, channel, note, by, at)) } : refusal;
    }

    /// <summary>The customer said something; the last time counts, and nothing follows where no attempt does.</summary>
    public ComplaintCourse Hear(DateTimeOffset at) => IsClosed || at <= HeardAt || AttemptsThatCount().Count == 0 ? this : this with { HeardAt = at };

    /// <summary>
    /// Closes, or refuses. A customer who was not satisfied must have been told what else can be done: <paramref name="recourse"/>.
    /// Without an answer attempts that lie <paramref name="apart"/> are needed.
    /// </summary>
    public Outcome<ComplaintCourse> Close(string by, DateTimeOffset at, string? recourse = null, TimeSpan apart = default)
    {
        if (StepRules.WhyNotClosed(this, recourse, apart) is { } refusal)
            return refusal;

        var ground = Answer is null ? ClosingGround.CustomerNotReached : ClosingGround.CustomerAnswered;
        return this with { Closings = Closings.Add(new Closing(Round, ground, recourse, by, at)) };
    }

    /// <summary>Reopens a closed complaint; the steps begin anew.</summary>
    public Outcome<ComplaintCourse> Reopen(string reason, string by, DateTimeOffset at)
    {
        if (ErasedAt is not null)
            return StepRules.Erased;
        if (!IsClosed)
            return Refusal.Conflict("complaint.not-closed", "Only a closed complaint is reopened.");
        if (new FieldChecks().Text("reason", reason).Refuse("complaint.reason-missing", "A reopening needs a reason.") is { } refusal)
            return refusal;

        return this with
        {
            Reopenings = Reopenings.Add(new Reopening(reason, by, at)),
            Escalations = Escalations.ConvertAll(escalation => escalation with { EndedAt = escalation.EndedAt ?? Closings[^1].At }),
        };
    }

    /// <summary>Hands the complaint up.</summary>
    public Outcome<ComplaintCourse> Escalate(string reason, string by, DateTimeOffset at, int level = 1, string? to = null)
    {
        if (IsClosed)
            return StepRules.Closed;
        if (new FieldChecks().Text("reason", reason).Refuse("complaint.reason-missing", "An escalation needs a reason.") is { } refusal)
            return refusal;

        return this with { Escalations = Escalations.Add(new Escalation(reason, by, at, Level: level, To: to)) };
    }

    /// <summary>Takes the complaint back from higher up; does nothing when it is not there.</summary>
    public ComplaintCourse EndEscalation(DateTimeOffset at) => this with
    {
        Escalations = Escalations.ConvertAll(escalation => escalation.EndedAt is null ? escalation with { EndedAt = at } : escalation),
    };

    /// <summary>
    /// Attempts in this round since a step was last recorded or the customer last said something: a customer reached since is one who can be
    /// reached. One that follows another by less than <paramref name="apart"/> found the customer no more absent than that one did.
    /// </summary>
    internal AttemptTally AttemptsThatCount(TimeSpan apart = default)
    {
        var lastStep = Steps.LastOrDefault(entry => entry.Round == Round)?.At;
        var (count, next) = (0, (DateTimeOffset?)null);
        foreach (var attempt in Attempts.Where(attempt => attempt.Round == Round && !(attempt.At < lastStep) && !(attempt.At < HeardAt)).OrderBy(attempt => attempt.At))
        {
            if (attempt.At < next)
                continue;
            count++;
            next = attempt.At + apart;
        }

        return new AttemptTally(count, next);
    }

    /// <summary>The record of a step that stands in this round. A new solution takes the answer to the one before it away.</summary>
    internal StepEntry? LastOf(Step step)
    {
        var index = Steps.FindLastIndex(entry => entry.Round == Round && entry.Record.Step == step);
        if (index < 0)
            return null;

        var overtaken = step == Step.Confirm && Steps.FindLastIndex(entry => entry.Round == Round && entry.Record.Step == Step.Solve) > index;
        return overtaken ? null : Steps[index];
    }
}
