using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain.Guides;

public enum ConversationState
{
    [Names("Under way", "进行中", "進行中")] UnderWay,
    [Names("Ended", "已结束", "已結束")] Ended,
}

/// <summary>An objection that was raised, and how it was met.</summary>
internal sealed record MetObjection(string? ObjectionId, string? Words, ObjectionOperation? Operation, DateTimeOffset At);

/// <summary>E3: what somebody got ready before calling: the guide's items that are done, and the goal with this customer.</summary>
internal sealed record CallPreparation(IReadOnlyList<string> Done, string? LikelyNeeds, string? KeyPerson, string? LongTermGoal);

/// <summary>E3, E4: a call led by a guide, while it goes on. It keeps the version of the guide it began with.</summary>
internal sealed class Conversation : CustomerThing
{
    private Conversation() { }

    public string OwnerId { get; private set; } = "";

    public string Team { get; private set; } = "";

    public ActivityPurpose Purpose { get; private set; }

    public ConversationState State { get; private set; }

    /// <summary>Guide, answers, the question asked, whether a competitor was named.</summary>
    public CallProgress Progress { get; private set; } = null!;

    /// <summary>What was known of the customer's qualification before.</summary>
    public ManPicture Known { get; private set; } = new();

    public CallStep Step { get; private set; }

    public FourC Customer { get; private set; }

    public CallPreparation? Preparation { get; private set; }

    public IReadOnlyList<MetObjection> Objections { get; private set; } = [];

    /// <summary>Cues of the personality dictionary that were noticed.</summary>
    public IReadOnlyList<string> Cues { get; private set; } = [];

    public DateTimeOffset BeganAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The call it became.</summary>
    public Guid? CallId { get; private set; }

    public static Conversation Begin(
        Guid customerId, string ownerId, string team, ActivityPurpose purpose, Guide guide, ManPicture known, CallPreparation? preparation, DateTimeOffset now)
    {
        var conversation = new Conversation { OwnerId = ownerId, Team = team, Purpose = purpose, Progress = CallProgress.Begin(guide), Known = known, Preparation = preparation, BeganAt = now };
        conversation.Belong(customerId);
        return conversation;
    }

    public Refusal? Ask(Guide guide, string question)
    {
        if ((RefuseIfEnded() ?? RefuseUnknown(guide, question)) is { } refusal) return refusal;
        // E4: one question at a time.
        if (Progress.Outstanding is { } outstanding && outstanding != question)
            return Refusal.Conflict("conversation.question-outstanding", $"Question '{outstanding}' has not been answered yet.", ("outstanding", outstanding));
        Progress = Progress.Ask(guide, question);
        return null;
    }

    /// <summary>Notes an answer, also to a question that was not asked: customers talk as they like.</summary>
    public Refusal? Answer(Guide guide, GivenAnswer answer, IReadOnlyCollection<string> competitors)
    {
        if ((RefuseIfEnded() ?? RefuseUnknown(guide, answer.QuestionId)) is { } refusal) return refusal;
        if (answer.ReadingId is { } reading && guide.Find(answer.QuestionId)!.Readings.All(known => known.Id != reading))
            return Refusal.Invalid("readingId", "guide.reading-unknown", $"The readings of this question are {string.Join(", ", guide.Find(answer.QuestionId)!.Readings.Select(known => known.Id))}.");
        Progress = Progress.Answer(guide, answer, competitors);
        return null;
    }

    public Refusal? HearCompetitor()
    {
        if (RefuseIfEnded() is { } refusal) return refusal;
        Progress = Progress.HearCompetitor();
        return null;
    }

    /// <summary>E3: identity → purpose → appointment → objections.</summary>
    public Refusal? Turn(CallTurn turn)
    {
        if (RefuseIfEnded() is { } refusal) return refusal;
        Step = CallFlow.Next(Step, turn, Objections.Count);
        return null;
    }

    /// <summary>E3: confused → clear → comfort → contract, and back.</summary>
    public Refusal? Signal(FourCSignal signal)
    {
        if (RefuseIfEnded() is { } refusal) return refusal;
        Customer = FourCState.After(Customer, signal);
        return null;
    }

    public Refusal? Object(MetObjection objection)
    {
        if (RefuseIfEnded() is { } refusal) return refusal;
        Objections = [.. Objections, objection];
        Step = CallFlow.Next(Step, CallTurn.Objected, Objections.Count);
        Customer = FourCState.After(Customer, FourCSignal.WorryRaised);
        return null;
    }

    public Refusal? Notice(IEnumerable<string> cues)
    {
        if (RefuseIfEnded() is { } refusal) return refusal;
        Cues = [.. Cues.Union(cues)];
        return null;
    }

    public Refusal? End(Guid callId, DateTimeOffset at)
    {
        if (RefuseIfEnded() is { } refusal) return refusal;
        (State, EndedAt, CallId, Step) = (ConversationState.Ended, at, callId, CallStep.Farewell);
        return null;
    }

    private Refusal? RefuseIfEnded() => State == ConversationState.Ended ? Refusal.Conflict("conversation.ended", "This conversation has ended.") : null;

    private static Refusal? RefuseUnknown(Guide guide, string question) => guide.Find(question) is null
        ? Refusal.Invalid("questionId", "guide.question-unknown", $"Guide {guide.Key} version {guide.Version} has no question '{question}'.")
        : null;
}

/// <summary>C8: what conversations have shown of a customer's qualification so far.</summary>
internal sealed class KnownQualification : CustomerThing
{
    private KnownQualification() { }

    public ManPicture Picture { get; private set; } = new();

    public static KnownQualification Of(Guid customerId)
    {
        var known = new KnownQualification();
        known.Belong(customerId);
        return known;
    }

    public void Take(IEnumerable<ManFinding> findings) => Picture = Picture.With(findings);
}
