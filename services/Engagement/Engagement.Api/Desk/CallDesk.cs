using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.Engagement.Domain.Known;
using CrmPlatform.Engagement.Domain.Work;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Desk;

/// <summary>E3: all that follows from a call, however it was led.</summary>
internal sealed class CallDesk(EngagementDb db, ActivityDesk desk, Caller caller)
{
    /// <summary>Enters a call that took place or was tried.</summary>
    public void Enter(Call call, KnownCustomer customer, FoundOutcome outcome, DateTimeOffset now)
    {
        db.Enter(call);
        Conclude(call, customer, outcome, now);
    }

    /// <summary>Tells of a call that is done now, and makes tasks of what it leaves to be done.</summary>
    public void Conclude(Call call, KnownCustomer customer, FoundOutcome outcome, DateTimeOffset now)
    {
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
