using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Identity.Domain;

/// <summary>Why a session is over.</summary>
public enum SessionEnd
{
    [Names("Signed out", "已退出登录", "已登出")]
    SignedOut,

    [Names("Ended by the person or an administrator", "被本人或管理员终止", "被本人或管理員終止")]
    Revoked,

    [Names("Account deactivated", "账号已停用", "帳號已停用")]
    Deactivated,

    [Names("Password changed", "密码已更改", "密碼已變更")]
    PasswordChanged,

    [Names("Second factor reset", "第二因素已重置", "第二因素已重設")]
    SecondFactorReset,

    [Names("A used refresh token came back", "已用刷新令牌再次出现", "已用的更新權杖再次出現")]
    TokenReused,
}

/// <summary>One sign-in of a person in one browser, and all the tokens that came of it.</summary>
internal sealed class Session : Entity
{
    public const int AgentLength = 300;

    private Session() { }

    public Guid UserId { get; private init; }

    public string UserName { get; private init; } = "";

    public DateTimeOffset StartedAt { get; private init; }

    public DateTimeOffset LastUsedAt { get; private set; }

    /// <summary>However much it is used, it ends here.</summary>
    public DateTimeOffset ExpiresAt { get; private init; }

    public bool SecondFactor { get; private init; }

    public string? Address { get; private init; }

    public string? Agent { get; private init; }

    public DateTimeOffset? EndedAt { get; private set; }

    public SessionEnd? EndedBecause { get; private set; }

    public static Session Start(Guid userId, string userName, bool secondFactor, Origin origin, DateTimeOffset now, TimeSpan longest) => new()
    {
        UserId = userId,
        UserName = userName,
        SecondFactor = secondFactor,
        Address = origin.Address,
        Agent = origin.Agent,
        StartedAt = now,
        LastUsedAt = now,
        ExpiresAt = now + longest,
    };

    public bool IsLive(DateTimeOffset now) => EndedAt is null && now < ExpiresAt;

    public void Use(DateTimeOffset now) => LastUsedAt = now;

    public void End(DateTimeOffset now, SessionEnd because)
    {
        if (EndedAt is not null) return;
        (EndedAt, EndedBecause) = (now, because);
    }
}

/// <summary>Where a request came from, as far as can be known.</summary>
internal sealed record Origin(string? Address, string? Agent);
