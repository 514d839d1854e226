using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.Engagement.Domain.Guides;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Engagement.Features.Conversations;

/// <summary>What was got ready for a call.</summary>
/// <param name="Done">Ids of the guide's preparation items that are done.</param>
public sealed record PreparationBody(
    [property: MaxLength(50)] IReadOnlyList<string> Done,
    [property: StringLength(1000)] string? LikelyNeeds = null,
    [property: StringLength(200)] string? KeyPerson = null,
    [property: StringLength(1000)] string? LongTermGoal = null);

/// <summary>A guided call begins.</summary>
/// <param name="GuideKey">Its newest version is taken; left out, the guide of the customer's stage and the purpose.</param>
public sealed record BeginConversationRequest(
    Guid CustomerId, ActivityPurpose Purpose, [property: StringLength(100)] string? GuideKey = null, PreparationBody? Preparation = null);

public sealed record AskRequest([property: Required, StringLength(100, MinimumLength = 1)] string QuestionId);

/// <summary>What the customer answered.</summary>
/// <param name="ReadingId">How it was understood; the suggestion for the words when left out, or nothing.</param>
public sealed record AnswerRequest(
    [property: Required, StringLength(100, MinimumLength = 1)] string QuestionId,
    [property: StringLength(100)] string? ReadingId = null,
    [property: StringLength(4000)] string? Words = null,
    bool TakeSuggestion = false);

public sealed record TurnRequest(CallTurn Turn);

public sealed record SignalRequest(FourCSignal Signal);

/// <summary>An objection; recognised by the words when it is not named.</summary>
/// <param name="Operation">Which of the four operations met it.</param>
public sealed record ObjectionRequest(
    [property: StringLength(100)] string? ObjectionId = null, [property: StringLength(4000)] string? Words = null, ObjectionOperation? Operation = null);

public sealed record CuesRequest([property: MinLength(1), MaxLength(100)] IReadOnlyList<string> Cues);

/// <summary>How a guided call ended; it becomes a call like any other.</summary>
public sealed record EndConversationRequest(
    bool Reached,
    ActivityDirection Direction = ActivityDirection.Outbound,
    [property: Range(0, 1440)] int? Minutes = null,
    [property: StringLength(2000)] string? Outcome = null,
    [property: StringLength(4000)] string? Notes = null,
    DateTimeOffset? CallBackAt = null,
    NextStep? NextStep = null,
    [property: MaxLength(20)] IReadOnlyList<AssignedItem>? AssignedItems = null,
    [property: MaxLength(20)] IReadOnlyList<string>? Departments = null) : IActivityOutcome;

public sealed record ReadingView(string Id, string Text);

public sealed record QuestionView(string Id, QuestionType Type, QuestionForm Form, string Text, IReadOnlyList<ReadingView> Readings);

/// <summary>The question to ask next, or why there is none.</summary>
/// <param name="Lacks">What of money, authority and need it may settle that is unknown.</param>
public sealed record NextQuestionView(QuestionView? Question, NextQuestionReason Reason, string ReasonInWords, IReadOnlyList<ManLetter> Lacks);

public sealed record ManView(CapitalMark Money, CapitalMark Authority, CapitalMark Need);

public sealed record BranchView(ObjectionOperation Operation, string Text, bool ForOurselves);

/// <summary>An objection with the four operations on it (加减乘除).</summary>
public sealed record ObjectionCardView(string Id, string Says, IReadOnlyList<BranchView> Branches, CallStep ReturnTo);

public sealed record ScriptLineView(string Id, LineOccasion Occasion, string Text);

public sealed record AnswerView(string QuestionId, string? ReadingId, string? Words, DateTimeOffset At);

public sealed record MetObjectionView(string? ObjectionId, string? Words, ObjectionOperation? Operation, DateTimeOffset At);

/// <summary>A guided call as clients see it, with what to say and to ask now.</summary>
/// <param name="GuideVersion">The version it began with; a newer one does not reach it.</param>
/// <param name="Say">The lines of the present step.</param>
/// <param name="WorkFor">What the caller works for in the customer's present state.</param>
/// <param name="Personality">Key of the type the noticed cues speak for; null with too few or a tie.</param>
public sealed record ConversationView(
    Guid Id, Guid CustomerId, string OwnerId, string GuideKey, int GuideVersion, ActivityPurpose Purpose, ConversationState State, CallStep Step,
    FourC Customer, FourCSignal? WorkFor, IReadOnlyList<ScriptLineView> Say, NextQuestionView Next, ManView Man, bool CompetitorNamed,
    IReadOnlyList<AnswerView> Answers, IReadOnlyList<MetObjectionView> Objections, PreparationBody? Preparation, IReadOnlyList<string> Unprepared,
    IReadOnlyList<string> Cues, string? Personality, DateTimeOffset BeganAt, DateTimeOffset? EndedAt, Guid? CallId, long Version) : IVersionedView, INamesCustomer
{
    /// <summary>What the customer is called now; null where that is not known here.</summary>
    public string? CustomerName { get; set; }

    Guid? INamesCustomer.Customer => CustomerId;
}

/// <summary>What was heard, and the card for it.</summary>
public sealed record ObjectionMetView(ObjectionCardView? Card, ConversationView Conversation);
