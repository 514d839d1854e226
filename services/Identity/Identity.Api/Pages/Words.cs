using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Identity.Pages;

/// <summary>What the pages say, in the platform's three languages.</summary>
internal static class Words
{
    public static readonly Wording SignIn = new("Sign in", "登录", "登入");
    public static readonly Wording UserName = new("User name", "用户名", "使用者名稱");
    public static readonly Wording Password = new("Password", "密码", "密碼");
    public static readonly Wording Continue = new("Continue", "继续", "繼續");
    public static readonly Wording NotRight = new(
        "That did not work. The user name or the password is not right, or the account is closed, or locked for a while after too many attempts.",
        "登录失败。用户名或密码不正确，或者账号已停用，或因尝试次数过多而暂时锁定。",
        "登入失敗。使用者名稱或密碼不正確，或者帳號已停用，或因嘗試次數過多而暫時鎖定。");
    public static readonly Wording TooFast = new(
        "Too many attempts from here. Wait a minute and try again.", "尝试过于频繁，请一分钟后再试。", "嘗試過於頻繁，請一分鐘後再試。");

    public static readonly Wording SecondFactor = new("One-time code", "一次性验证码", "一次性驗證碼");
    public static readonly Wording SecondFactorHint = new(
        "Enter the six digits your authenticator app shows, or one of your recovery codes.",
        "请输入验证器应用显示的六位数字，或一个恢复代码。", "請輸入驗證器應用程式顯示的六位數字，或一組復原碼。");
    public static readonly Wording Code = new("Code", "验证码", "驗證碼");
    public static readonly Wording WrongCode = new(
        "The code is not right, or was used before. Wait for the next one and try again.",
        "验证码不正确或已被使用，请等待下一个验证码后重试。", "驗證碼不正確或已被使用，請等待下一組驗證碼後重試。");

    public static readonly Wording Enrol = new("Set up a second factor", "设置第二因素", "設定第二因素");
    public static readonly Wording EnrolHint = new(
        "Add this key to an authenticator app, then enter the six digits it shows.",
        "请将此密钥添加到验证器应用，然后输入其显示的六位数字。", "請將此金鑰新增至驗證器應用程式，然後輸入其顯示的六位數字。");
    public static readonly Wording Key = new("Key", "密钥", "金鑰");
    public static readonly Wording Address = new("Or open this address on your phone", "或在手机上打开此地址", "或在手機上開啟此網址");
    public static readonly Wording RecoveryCodes = new("Recovery codes", "恢复代码", "復原碼");
    public static readonly Wording RecoveryCodesHint = new(
        "Keep these codes in a safe place. Each of them signs you in once when your phone is not at hand. They are not shown again.",
        "请妥善保存这些代码。手机不在身边时，每个代码可用于登录一次。它们不会再次显示。",
        "請妥善保存這些代碼。手機不在身邊時，每組代碼可用於登入一次。它們不會再次顯示。");

    public static readonly Wording NewPassword = new("New password", "新密码", "新密碼");
    public static readonly Wording ChangePassword = new("Change your password", "更改密码", "變更密碼");
    public static readonly Wording CurrentPassword = new("Current password", "当前密码", "目前密碼");
    public static readonly Wording ChangeHint = new(
        "At least {0} characters. Four unrelated words are better than one word with signs.",
        "至少 {0} 个字符。四个无关的词胜过一个带符号的词。", "至少 {0} 個字元。四個無關的詞勝過一個帶符號的詞。");
    public static readonly Wording TooShort = new("The password needs at least {0} characters.", "密码至少需要 {0} 个字符。", "密碼至少需要 {0} 個字元。");
    public static readonly Wording TooLong = new("The password may have at most {0} characters.", "密码最多 {0} 个字符。", "密碼最多 {0} 個字元。");
    public static readonly Wording Common = new(
        "This password is among the first that are guessed. Choose another one.", "该密码属于最常被猜测的密码，请另选一个。", "該密碼屬於最常被猜測的密碼，請另選一個。");
    public static readonly Wording Simple = new(
        "This password is a row or a repetition. Choose another one.", "该密码是连续或重复的字符，请另选一个。", "該密碼是連續或重複的字元，請另選一個。");
    public static readonly Wording NamesYou = new(
        "This password is made of your name. Choose another one.", "该密码包含您的姓名，请另选一个。", "該密碼包含您的姓名，請另選一個。");
    public static readonly Wording SamePassword = new("Choose another password than the present one.", "新密码不能与当前密码相同。", "新密碼不能與目前密碼相同。");
    public static readonly Wording PasswordChanged = new(
        "Your password is changed; other sessions have ended.", "密码已更改，其他会话已结束。", "密碼已變更，其他工作階段已結束。");

    public static readonly Wording Account = new("Your account", "您的账号", "您的帳號");
    public static readonly Wording SignedInAs = new("Signed in as {0}.", "当前登录：{0}。", "目前登入：{0}。");
    public static readonly Wording SignOut = new("Sign out", "退出登录", "登出");
    public static readonly Wording SignOutQuestion = new("Do you want to sign out?", "要退出登录吗？", "要登出嗎？");
    public static readonly Wording SignedOut = new("You are signed out", "您已退出登录", "您已登出");
    public static readonly Wording SignInAgain = new("Sign in again", "重新登录", "重新登入");

    public static readonly Wording Trouble = new("This did not work", "操作失败", "操作失敗");
    public static readonly Wording StaleForm = new(
        "The page was open too long, or cookies are off. Go back and try again.", "页面打开时间过长，或 Cookie 被禁用。请返回后重试。", "頁面開啟時間過長，或 Cookie 被停用。請返回後重試。");
    public static readonly Wording ChangedMeanwhile = new(
        "Your account was changed by something else at the same moment. Go back and try again.", "您的账号在同一时刻被其他操作更改。请返回后重试。", "您的帳號在同一時刻被其他操作變更。請返回後重試。");
    public static readonly Wording WrongRequest = new(
        "The program that sent you here asked for something that is not allowed: {0}",
        "将您带到此处的程序发出了不被允许的请求：{0}", "將您帶到此處的程式發出了不被允許的請求：{0}");
}
