using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Desk;
using CrmPlatform.Engagement.Domain.Guides;
using CrmPlatform.Engagement.Replicas;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Conversations;

/// <summary>E3, E4: a guided call begins with the newest version of its guide, and is read.</summary>
internal static class BeginConversation
{
    public static async Task<Results<Created<ConversationView>, Invalid>> HandleAsync(
        BeginConversationRequest request, EngagementDb db, GuideDesk guides, CustomerDesk customers, Caller caller, HttpRequest http, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await customers.FindActiveAsync(request.CustomerId, cancellationToken) is not { } customer) return new Invalid(CustomerDesk.Unknown(request.CustomerId));
        if (await guides.ForAsync(request.GuideKey, customer.Stage, request.Purpose, cancellationToken) is not { } guide)
            return new Invalid("guideKey", request.GuideKey is null ? "There is no guide for the customer's stage and this purpose." : $"There is no guide '{request.GuideKey}'.", "guide.unknown");
        if (request.Preparation?.Done.FirstOrDefault(id => guide.Preparation.All(item => item.Id != id)) is { } strange)
            return new Invalid("preparation.done", $"This guide has no preparation '{strange}'.", "guide.preparation-unknown");
        var known = await db.KnownQualifications.AsNoTracking().Where(k => k.CustomerId == customer.Id).OrderByDescending(k => k.Key).FirstOrDefaultAsync(cancellationToken);
        var preparation = request.Preparation is { } p ? new CallPreparation([.. p.Done.Distinct()], p.LikelyNeeds, p.KeyPerson, p.LongTermGoal) : null;
        var conversation = Conversation.Begin(
            customer.Id, caller.Subject, caller.Team ?? customer.Team, request.Purpose, guide, known?.Picture ?? new ManPicture(), preparation, time.GetUtcNow());
        db.Conversations.Add(conversation);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/conversations/{conversation.Id}", ConversationViews.Of(conversation, guide, http.Language()));
    }

    public static async Task<Results<Ok<ConversationView>, Missing>> OneAsync(Guid id, EngagementDb db, GuideDesk guides, HttpRequest http, CancellationToken cancellationToken)
    {
        if (await db.Conversations.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } conversation) return new Missing("conversation", id);
        return TypedResults.Ok(ConversationViews.Of(conversation, await guides.OfAsync(conversation, cancellationToken), http.Language()));
    }

    /// <summary>E4: one question at a time; which one the rules say.</summary>
    public static async Task<Results<Ok<NextQuestionView>, Missing>> NextAsync(Guid id, EngagementDb db, GuideDesk guides, HttpRequest http, CancellationToken cancellationToken)
    {
        if (await db.Conversations.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } conversation) return new Missing("conversation", id);
        var guide = await guides.OfAsync(conversation, cancellationToken);
        return TypedResults.Ok(ConversationViews.Next(NextQuestion.Of(guide, conversation.Progress, conversation.Known), http.Language()));
    }

    public static async Task<Ok<Page<ConversationView>>> ListAsync(
        EngagementDb db, GuideDesk guides, Cursors cursors, HttpRequest http, CancellationToken cancellationToken, Guid? customerId = null, Coded<ConversationState>? state = null,
        [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var list = $"conversations:{customerId}:{state}";
        var before = cursors.KeyOf(cursor, list) ?? long.MaxValue;
        var all = db.Conversations.AsNoTracking();
        if (customerId is { } asked && await db.NowAsync(asked, cancellationToken) is var customer) all = all.Where(c => c.CustomerId == customer);
        if (state is { Value: var wanted }) all = all.Where(c => c.State == wanted);
        var rows = await all.Where(c => c.Key < before).OrderByDescending(c => c.Key).Take(limit + 1).ToListAsync(cancellationToken);
        var used = new Dictionary<GuideVersion, Guide>();
        foreach (var row in rows) used[row.Progress.Guide] = used.GetValueOrDefault(row.Progress.Guide) ?? await guides.OfAsync(row, cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, c => c.Key, c => ConversationViews.Of(c, used[c.Progress.Guide], http.Language())));
    }
}
