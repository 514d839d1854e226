using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Identity.Domain;

/// <summary>What came of an attempt to get in.</summary>
public enum SignInOutcome
{
    [Names("Signed in", "登录成功", "登入成功")]
    Succeeded,

    [Names("Wrong password", "密码错误", "密碼錯誤")]
    WrongPassword,

    [Names("No such user", "用户不存在", "使用者不存在")]
    UnknownUser,

    [Names("Account locked", "账号已锁定", "帳號已鎖定")]
    Locked,

    [Names("Account deactivated", "账号已停用", "帳號已停用")]
    Inactive,

    [Names("Wrong one-time code", "验证码错误", "驗證碼錯誤")]
    WrongCode,

    [Names("Recovery code used", "已使用恢复代码", "已使用復原碼")]
    RecoveryCodeUsed,

    [Names("Second factor set up", "已设置第二因素", "已設定第二因素")]
    SecondFactorSetUp,

    [Names("Password changed", "密码已更改", "密碼已變更")]
    PasswordChanged,

    [Names("Signed out", "已退出登录", "已登出")]
    SignedOut,

    [Names("Client refused", "客户端被拒绝", "用戶端被拒絕")]
    ClientRefused,

    [Names("A used refresh token came back", "已用刷新令牌再次出现", "已用的更新權杖再次出現")]
    TokenReused,
}

/// <summary>One line of the sign-in audit. What was typed as a user name is not kept unless it is one: it may have been a password.</summary>
internal sealed class SignInRecord : Entity
{
    public DateTimeOffset At { get; init; }

    public SignInOutcome Outcome { get; init; }

    public Guid? UserId { get; init; }

    public string? UserName { get; init; }

    public string? ClientId { get; init; }

    public Guid? SessionId { get; init; }

    public string? Address { get; init; }

    public string? Agent { get; init; }
}
