using CrmPlatform.Service.Domain.Surveys;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Service.Data;

/// <summary>S7: a survey in one of its versions.</summary>
internal sealed class SurveyRow : Entity, IHasHistory
{
    private SurveyRow() { }

    public string SurveyKey { get; private set; } = "";

    public int Number { get; private set; }

    public SurveyOccasion Occasion { get; private set; }

    [Untold]
    public SurveyDefinition Definition { get; private set; } = null!;

    public DateTimeOffset? PublishedAt { get; private set; }

    /// <summary>The version that is sent now; at most one of a key.</summary>
    public bool IsSent { get; private set; }

    public Guid HistorySubject => Id;

    public static SurveyRow Draft(SurveyDefinition definition)
    {
        var row = new SurveyRow();
        row.Take(definition);
        return row;
    }

    public void Take(SurveyDefinition definition) =>
        (SurveyKey, Number, Occasion, Definition, PublishedAt) = (definition.Key, definition.Version, definition.Occasion, definition, definition.PublishedAt);

    public void Send(bool sent) => IsSent = sent;
}

/// <summary>S7: something to ask a customer about; the pass looks whether, and asks.</summary>
internal sealed class SurveyDue
{
    public long Key { get; private set; }

    public Guid CustomerId { get; init; }

    public SurveyOccasion Occasion { get; init; }

    public Guid? ComplaintId { get; init; }

    public DateTimeOffset DueAt { get; init; }
}

/// <summary>S7: when a customer was last asked anything; under a version, so that two surveys at once cannot both go out.</summary>
internal sealed class AskedRow : Entity
{
    public Guid CustomerId { get; init; }

    public DateTimeOffset LastAskedAt { get; set; }
}

/// <summary>S7: one customer asked once. Its version is what lets one answer in.</summary>
internal sealed class InvitationRow : Entity
{
    public string SurveyKey { get; init; } = "";

    public int SurveyNumber { get; init; }

    public Guid CustomerId { get; set; }

    public Guid? ComplaintId { get; init; }

    public string Language { get; init; } = "";

    public string Email { get; set; } = "";

    public DateTimeOffset SentAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When the one reminder is due; null when none is.</summary>
    public DateTimeOffset? RemindAt { get; set; }

    public DateTimeOffset? RemindedAt { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    public SurveyInvitation ToDomain() => new(Id, SurveyKey, SurveyNumber, CustomerId, SentAt, ExpiresAt) { RemindedAt = RemindedAt, AnsweredAt = AnsweredAt };
}

/// <summary>S7: an answer; it never changes, and of an anonymous survey it says nothing of whom it is from.</summary>
internal sealed class SurveyAnswerRow : Entity
{
    private SurveyAnswerRow() { }

    public string SurveyKey { get; private set; } = "";

    public int SurveyNumber { get; private set; }

    public SurveyOccasion Occasion { get; private set; }

    public string Language { get; private set; } = "";

    public IReadOnlyList<ReadAnswer> Answers { get; set; } = [];

    public DateTimeOffset At { get; private set; }

    public Guid? CustomerId { get; set; }

    public Guid? InvitationId { get; private set; }

    public bool IsUnhappy { get; private set; }

    public UnhappyAction Action { get; private set; }

    /// <summary>The complaint it reopened, or the follow-up it opened.</summary>
    public Guid? ActedOn { get; set; }

    public static SurveyAnswerRow Of(SurveyResponse response) => new()
    {
        // The id of a named answer tells its moment; that of an anonymous one must not.
        Id = response.CustomerId is null ? Guid.NewGuid() : Guid.CreateVersion7(),
        SurveyKey = response.SurveyKey,
        SurveyNumber = response.Version,
        Occasion = response.Occasion,
        Language = response.Language,
        Answers = response.Answers,
        At = response.At,
        CustomerId = response.CustomerId,
        InvitationId = response.InvitationId,
        IsUnhappy = response.IsUnhappy,
        Action = response.Action,
    };

    /// <summary>What the answer set going in the end.</summary>
    public void Did(UnhappyAction action) => Action = action;

    public SurveyResponse ToDomain() => new(SurveyKey, SurveyNumber, Occasion, Language, [.. Answers], At) { CustomerId = CustomerId, InvitationId = InvitationId };
}
