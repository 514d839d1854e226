using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Desk;
using CrmPlatform.Engagement.Domain.Guides;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Conversations;

/// <summary>
/// E3, E4: what happens in a guided call. Questions asked, turns and signals change its state; answers, objections and cues are facts
/// that are noted as they come.
/// </summary>
internal static class Converse
{
    private static readonly IfMatch Any = new(null);

    public static Task<Results<Ok<ConversationView>, Missing, Invalid, Refused, Stale>> AskAsync(
        Guid id, AskRequest request, IfMatch ifMatch, EngagementDb db, GuideDesk guides, HttpRequest http, CancellationToken cancellationToken) =>
        ChangeAsync(id, ifMatch, db, guides, http, (conversation, guide) => conversation.Ask(guide, request.QuestionId), cancellationToken);

    public static Task<Results<Ok<ConversationView>, Missing, Invalid, Refused, Stale>> TurnAsync(
        Guid id, TurnRequest request, IfMatch ifMatch, EngagementDb db, GuideDesk guides, HttpRequest http, CancellationToken cancellationToken) =>
        ChangeAsync(id, ifMatch, db, guides, http, (conversation, _) => conversation.Turn(request.Turn), cancellationToken);

    public static Task<Results<Ok<ConversationView>, Missing, Invalid, Refused, Stale>> SignalAsync(
        Guid id, SignalRequest request, IfMatch ifMatch, EngagementDb db, GuideDesk guides, HttpRequest http, CancellationToken cancellationToken) =>
        ChangeAsync(id, ifMatch, db, guides, http, (conversation, _) => conversation.Signal(request.Signal), cancellationToken);

    public static Task<Results<Ok<ConversationView>, Missing, Invalid, Refused, Stale>> CompetitorAsync(
        Guid id, EngagementDb db, GuideDesk guides, HttpRequest http, CancellationToken cancellationToken) =>
        ChangeAsync(id, Any, db, guides, http, (conversation, _) => conversation.HearCompetitor(), cancellationToken);

    public static Task<Results<Ok<ConversationView>, Missing, Invalid, Refused, Stale>> NoticeAsync(
        Guid id, CuesRequest request, EngagementDb db, GuideDesk guides, HttpRequest http, CancellationToken cancellationToken) =>
        ChangeAsync(id, Any, db, guides, http, (conversation, _) => UnknownCue(request.Cues) ?? conversation.Notice(request.Cues), cancellationToken);

    private static Refusal? UnknownCue(IReadOnlyList<string> cues) => cues.FirstOrDefault(cue => PersonalityDictionary.Default.Cues.All(known => known.Id != cue)) is { } strange
        ? Refusal.Invalid("cues", "personality.cue-unknown", $"The dictionary has no cue '{strange}'.")
        : null;

    /// <summary>E4, C8: an answer is stored; what it shows of money, authority and need goes to Customers.</summary>
    public static async Task<Results<Ok<ConversationView>, Missing, Invalid, Refused, Stale>> AnswerAsync(
        Guid id, AnswerRequest request, EngagementDb db, GuideDesk guides, Caller caller, HttpRequest http, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Conversations.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } conversation) return new Missing("conversation", id);
        var guide = await guides.OfAsync(conversation, cancellationToken);
        var question = guide.Find(request.QuestionId);
        var reading = request.ReadingId ?? (request is { TakeSuggestion: true, Words: { } words } && question is not null ? Readings.Suggest(question, words)?.Id : null);
        var answer = new GivenAnswer(request.QuestionId, reading, request.Words, time.GetUtcNow());
        var competitors = await db.CompetitorsAsync(conversation.CustomerId, cancellationToken);
        if (conversation.Answer(guide, answer, competitors) is { } refusal) return Say(refusal);
        var findings = ManPicture.Findings(guide, [answer]);
        if (findings.Count > 0)
        {
            var known = await db.KnownQualifications.Where(k => k.CustomerId == conversation.CustomerId).OrderByDescending(k => k.Key).FirstOrDefaultAsync(cancellationToken);
            if (known is null) db.KnownQualifications.Add(known = KnownQualification.Of(conversation.CustomerId));
            known.Take(findings);
            foreach (var finding in findings)
                db.Publish(new QualificationAnswered(
                    conversation.CustomerId, EnumCode.Of(finding.Letter), finding.Mark == CapitalMark.Present, conversation.Id, caller.Subject, answer.At), conversation.CustomerId);
        }
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(ConversationViews.Of(conversation, guide, http.Language()));
    }

    /// <summary>E4: an objection is recognised and answered by the four operations (加减乘除).</summary>
    public static async Task<Results<Ok<ObjectionMetView>, Missing, Invalid, Refused>> ObjectAsync(
        Guid id, ObjectionRequest request, EngagementDb db, GuideDesk guides, HttpRequest http, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Conversations.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } conversation) return new Missing("conversation", id);
        var guide = await guides.OfAsync(conversation, cancellationToken);
        if (request is { ObjectionId: null, Words: null }) return new Invalid("words", "Name the objection, or say it in the customer's words.", "objection.missing");
        var card = request.ObjectionId is { } named ? guide.Objections.FirstOrDefault(objection => objection.Id == named) : Readings.Recognise(guide, request.Words!);
        if (request.ObjectionId is not null && card is null)
            return new Invalid("objectionId", $"The guide's objections are {string.Join(", ", guide.Objections.Select(objection => objection.Id))}.", "guide.objection-unknown");
        if (conversation.Object(new MetObjection(card?.Id, request.Words, request.Operation, time.GetUtcNow())) is { } refusal) return new Refused(refusal);
        await db.SaveChangesAsync(cancellationToken);
        var language = http.Language();
        return TypedResults.Ok(new ObjectionMetView(ConversationViews.Card(card, language), ConversationViews.Of(conversation, guide, language)));
    }

    private static async Task<Results<Ok<ConversationView>, Missing, Invalid, Refused, Stale>> ChangeAsync(
        Guid id, IfMatch ifMatch, EngagementDb db, GuideDesk guides, HttpRequest http, Func<Conversation, Guide, Refusal?> change, CancellationToken cancellationToken)
    {
        if (await db.Conversations.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } conversation) return new Missing("conversation", id);
        if (!ifMatch.Matches(conversation)) return new Stale(conversation.Version);
        var guide = await guides.OfAsync(conversation, cancellationToken);
        if (change(conversation, guide) is { } refusal) return Say(refusal);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(ConversationViews.Of(conversation, guide, http.Language()));
    }

    private static Results<Ok<ConversationView>, Missing, Invalid, Refused, Stale> Say(Refusal refusal) =>
        refusal.Kind == RefusalKind.Invalid ? new Invalid(refusal) : new Refused(refusal);
}
