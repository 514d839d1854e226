using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Service.Domain.Steps;

/// <summary>A step recorded: in which round (a reopening begins a new one), by whom and when.</summary>
internal sealed record StepEntry(int Round, StepRecord Record, string By, DateTimeOffset At);

/// <summary>A documented attempt to reach the customer that did not succeed.</summary>
internal sealed record ContactAttempt(int Round, string Channel, string Note, string By, DateTimeOffset At);

/// <summary>How many attempts to reach the customer count, and from when one more does; null when it does at once.</summary>
internal readonly record struct AttemptTally(int Count, DateTimeOffset? NextFrom);

/// <summary>
/// A closing, with what it rests on: the customer's answer, that the customer could not be reached, or was erased. <paramref name="Recourse"/>
/// is what a customer who is not satisfied was told can be done further (ISO 10002).
/// </summary>
/// <param name="Ground">As it is stored: a version from before erasures ended complaints reads it too, while an upgrade runs or after it was taken back.</param>
/// <param name="IsErasure">True when it ended with an erasure; such a version passes it over.</param>
internal sealed record Closing(int Round, ClosingGround Ground, string? Recourse, string By, DateTimeOffset At, bool? IsErasure = null)
{
    /// <summary>What it rests on.</summary>
    public ClosingGround Because => IsErasure == true ? ClosingGround.CustomerErased : Ground;

    /// <summary>C20: nobody is left to answer to.</summary>
    public static Closing WithErasure(int round, DateTimeOffset at) => new(round, ClosingGround.CustomerNotReached, null, "system", at, IsErasure: true);
}

/// <summary>S4: what a closing rests on.</summary>
public enum ClosingGround
{
    [Names("The customer answered", "客户已答复", "客戶已答覆")] CustomerAnswered,
    [Names("The customer could not be reached", "无法联系到客户", "無法聯繫到客戶")] CustomerNotReached,
    [Names("The customer was erased", "客户资料已被删除", "客戶資料已被刪除")] CustomerErased,
}

/// <summary>A reopening and why.</summary>
internal sealed record Reopening(string Reason, string By, DateTimeOffset At);

/// <summary>
/// The complaint in the hands of somebody higher up; ended when handed back. <paramref name="Level"/> is 1 or 2; <paramref name="To"/>
/// is the token subject of who got it, or the team where nobody is known.
/// </summary>
internal sealed record Escalation(string Reason, string By, DateTimeOffset At, DateTimeOffset? EndedAt = null, int Level = 1, string? To = null);
