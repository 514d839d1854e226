using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain.Guides;

/// <summary>E3: where the customer stands in a call (迷茫, 唤醒, 安抚, 签约).</summary>
public enum FourC
{
    [Names("Confused", "迷茫", "迷茫")] Confused,
    [Names("Clear", "唤醒", "喚醒")] Clear,
    [Names("Comfort", "安抚", "安撫")] Comfort,
    [Names("Contract", "签约", "簽約")] Contract,
}

/// <summary>What the caller perceives.</summary>
public enum FourCSignal
{
    [Names("Recognised the need", "认识到需求", "認識到需求")] NeedRecognised,
    [Names("Worry settled", "顾虑消除", "顧慮消除")] WorrySettled,
    [Names("Agreed", "同意", "同意")] Agreed,
    [Names("Raised a worry", "提出顾虑", "提出顧慮")] WorryRaised,
    [Names("Lost the thread", "思路混乱", "思路混亂")] LostTheThread,
}

/// <summary>E3: the customer is led forward one state at a time, and may fall back.</summary>
internal static class FourCState
{
    /// <summary>
    /// The state after a signal. A signal that does not fit the state changes nothing: nobody is comforted before it is clear to them
    /// what they need.
    /// </summary>
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
