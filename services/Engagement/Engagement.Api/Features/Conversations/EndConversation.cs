using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Desk;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.Engagement.Replicas;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Engagement.Features.Conversations;

/// <summary>E3: a guided call ends, reached or not, and becomes a call with all that follows from one.</summary>
internal static class EndConversation
{
    public static async Task<Results<Ok<ConversationView>, Missing, Invalid, Refused, Stale>> HandleAsync(
        Guid id, EndConversationRequest request, IfMatch ifMatch, EngagementDb db, GuideDesk guides, CustomerDesk customers, ActivityDesk desk, CallDesk calls, Caller caller,
        HttpRequest http, TimeProvider time, IOptions<EngagementOptions> options, CancellationToken cancellationToken)
    {
        if (await db.Conversations.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } conversation) return new Missing("conversation", id);
        if (!ifMatch.Matches(conversation)) return new Stale(conversation.Version);
        var now = time.GetUtcNow();
        if ((Moments.Happened("minutes", conversation.BeganAt.AddMinutes(request.Minutes ?? 0), now, options.Value.ClockTolerance)
            ?? Moments.CallBack(request.CallBackAt, conversation.BeganAt)) is { } wrong) return new Invalid(wrong);
        if (await customers.FindAsync(conversation.CustomerId, cancellationToken) is not { } customer) return new Invalid(CustomerDesk.Unknown(conversation.CustomerId));
        var owner = new Doer(conversation.OwnerId, conversation.Team);
        var (outcome, nobody) = await desk.FindOutcomeAsync(request, owner, cancellationToken);
        if (outcome is null) return new Invalid(nobody!);

        var plan = new ActivityPlan(conversation.CustomerId, owner.Subject, owner.Team, request.Direction, conversation.Purpose, conversation.BeganAt, null);
        var ended = request.Minutes is { } minutes ? conversation.BeganAt.AddMinutes(minutes) : now;
        var call = Call.Log(plan, request.Reached, new ActivityResult(conversation.BeganAt, ended, request.Outcome, request.Notes, request.Minutes), request.CallBackAt, caller.Subject, now, conversation.Id);
        if (conversation.End(call.Id, now) is { } refusal) return new Refused(refusal);
        calls.Enter(call, customer, outcome, now);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(ConversationViews.Of(conversation, await guides.OfAsync(conversation, cancellationToken), http.Language()));
    }
}
