namespace CrmPlatform.Engagement.Domain.Guides;

/// <summary>E3: where the customer stands in a call (迷茫, 唤醒, 安抚, 签约).</summary>
public enum FourC
{
    Confused,
    Clear,
    Comfort,
    Contract,
}

/// <summary>What the caller perceives.</summary>
public enum FourCSignal
{
    NeedRecognised,
    WorrySettled,
    Agreed,
    WorryRaised,
    LostTheThread,
}

/// <summary>E3: the customer is led forward one state at a time, and may fall back.</summary>
internal static class FourCState
{
    /// <summary>The state after a signal. A signal that does not fit the state changes nothing: nobody is comforted before it is clear to them what they need.</summary>
    public static FourC After(FourC state, FourCSignal signal) => (state, signal) switch
    {
        (FourC.Confused, FourCSignal.NeedRecognised) => FourC.Clear,
        (FourC.Clear, FourCSignal.WorrySettled) => FourC.Comfort,
        (FourC.Comfort, FourCSignal.Agreed) => FourC.Contract,
        // A worry, even after the handshake, takes the customer back to where worries are settled.
        (FourC.Comfort or FourC.Contract, FourCSignal.WorryRaised) => FourC.Clear,
        (_, FourCSignal.LostTheThread) => FourC.Confused,
        _ => state,
    };

    /// <summary>The signal the caller works for in a state; null when the contract is agreed.</summary>
    public static FourCSignal? WorksFor(FourC state) => state switch
    {
        FourC.Confused => FourCSignal.NeedRecognised,
        FourC.Clear => FourCSignal.WorrySettled,
        FourC.Comfort => FourCSignal.Agreed,
        _ => null,
    };
}
