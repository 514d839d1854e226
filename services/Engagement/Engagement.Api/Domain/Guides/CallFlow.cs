using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain.Guides;

/// <summary>What happens in a step of a call.</summary>
public enum CallTurn
{
    [Names("Listens", "愿意听", "願意聽")] Listening,
    [Names("Put through", "转接", "轉接")] PutThrough,
    [Names("Agreed", "同意", "同意")] Agreed,
    [Names("Objected", "提出异议", "提出異議")] Objected,
    [Names("Objection settled", "异议化解", "異議化解")] ObjectionSettled,
    [Names("Declined", "拒绝", "拒絕")] Declined,
}

/// <summary>E3: identity → purpose → appointment → objections, and back to the appointment when they are settled.</summary>
internal static class CallFlow
{
    /// <summary>So many objections in one call are a no said politely.</summary>
    public const int MostObjections = 3;

    /// <param name="objections">Objections raised so far, this one included.</param>
    public static CallStep Next(CallStep step, CallTurn turn, int objections = 0) => (step, turn) switch
    {
        (CallStep.Farewell, _) => CallStep.Farewell,
        (_, CallTurn.Declined) => CallStep.Farewell,
        (_, CallTurn.Objected) => objections > MostObjections ? CallStep.Farewell : CallStep.Objection,
        // The right person is on the line now: who we are is said again.
        (_, CallTurn.PutThrough) => CallStep.Identity,
        (CallStep.Identity, CallTurn.Listening) => CallStep.Purpose,
        (CallStep.Purpose, CallTurn.Listening) => CallStep.Appointment,
        (CallStep.Purpose or CallStep.Appointment, CallTurn.Agreed) => CallStep.Farewell,
        (CallStep.Objection, CallTurn.ObjectionSettled or CallTurn.Listening) => CallStep.Appointment,
        (CallStep.Objection, CallTurn.Agreed) => CallStep.Farewell,
        _ => step,
    };
}
