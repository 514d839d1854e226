using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.Engagement.Domain.Known;
using CrmPlatform.Engagement.Domain.Work;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Desk;

/// <summary>E3: enters a call with all that follows from it, however it was led.</summary>
internal sealed class CallDesk(EngagementDb db, ActivityDesk desk, Caller caller)
{
    public void Enter(Call call, KnownCustomer customer, FoundOutcome outcome, DateTimeOffset now)
    {
        db.Enter(call);
        db.Publish(call.ToEvent(), call.CustomerId);
        if (call.IsAnsweredInvitation) db.Publish(StageEvidence.PhoneInvitationAnswered.ToEvent(call.CustomerId, call.Id, caller.Subject, call.At), call.CustomerId);
        desk.Follow(call, outcome, now);
        if (call.CallBackAt is not { } again) return;
        db.Enter(WorkTask.Of(
            new TaskOrder(Title(customer), call.Outcome, call.CustomerId, call.OwnerId, call.Team, again), TaskOrigin.CallBack, call.Id, caller.Subject, now));
    }

    private static string Title(KnownCustomer customer) =>
        new Wording($"Call back {customer.Name}", $"回电：{customer.Name}", $"回電：{customer.Name}").In(RequestLanguage.FromTag(customer.Language) ?? Language.English);
}
