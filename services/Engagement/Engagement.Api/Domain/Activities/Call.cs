namespace CrmPlatform.Engagement.Domain.Activities;

/// <summary>E3: a call that took place or was tried.</summary>
internal sealed class Call : Activity
{
    private Call() : base(ActivityKind.Call) { }

    /// <summary>Whether somebody answered.</summary>
    public bool Reached { get; private set; }

    /// <summary>When the customer asked to be called again.</summary>
    public DateTimeOffset? CallBackAt { get; private set; }

    /// <summary>The guided conversation it was (E4).</summary>
    public Guid? ConversationId { get; private set; }

    // E6: a telephone that rings is no contact.
    public override bool IsContact => base.IsContact && Reached;

    /// <summary>C9: whether it is an answered invitation by telephone.</summary>
    public bool IsAnsweredInvitation => Reached && Direction == ActivityDirection.Outbound && Purpose == ActivityPurpose.Invitation;

    public static Call Log(ActivityPlan plan, bool reached, ActivityResult result, DateTimeOffset? callBackAt, string by, DateTimeOffset now, Guid? conversationId = null)
    {
        var call = new Call { Reached = reached, CallBackAt = callBackAt, ConversationId = conversationId };
        call.Begin(plan, by, now);
        call.Record(result);
        return call;
    }
}
