using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Domain;

/// <summary>What somebody's data may be used for (C20).</summary>
public enum ConsentPurpose
{
    [Names("Marketing", "营销", "行銷")] Marketing,
    [Names("Care", "客户关怀", "客戶關懷")] Care,
    [Names("Surveys", "满意度调查", "滿意度調查")] Surveys,
    [Names("Service messages", "服务通知", "服務通知")] Service,
    [Names("Profiling", "画像分析", "輪廓分析")] Profiling,
    [Names("Sharing with partners", "与合作方共享", "與合作方共享")] Partners,
}

/// <summary>By which way a consent is for.</summary>
public enum ConsentChannel
{
    [Names("Any channel", "任何渠道", "任何管道")] Any,
    [Names("Phone", "电话", "電話")] Phone,
    [Names("SMS", "短信", "簡訊")] Sms,
    [Names("Email", "电子邮件", "電子郵件")] Email,
    [Names("WeChat", "微信", "微信")] Wechat,
    [Names("Post", "邮寄", "郵寄")] Post,
}

/// <summary>How a consent was given or withdrawn; the proof.</summary>
public enum ConsentSource
{
    [Names("Web form", "网页表单", "網頁表單")] WebForm,
    [Names("Signed paper", "书面签署", "書面簽署")] Paper,
    [Names("Recorded call", "录音电话", "錄音電話")] Call,
    [Names("Email", "电子邮件", "電子郵件")] Email,
    [Names("In person", "当面", "當面")] InPerson,
    [Names("Unsubscribe link", "退订链接", "退訂連結")] Unsubscribe,
    [Names("Import", "导入", "匯入")] Import,
}

/// <summary>One word of a customer on one purpose and channel (C20): each is kept with its proof, the last one counts.</summary>
public sealed class Consent : Entity
{
    /// <summary>Recorded by nobody of ours: the person said it by the link in a mail.</summary>
    public const string ByLink = "person:unsubscribe-link";

    private Consent() { }

    public Guid CustomerId { get; private set; }

    /// <summary>The contact who said it, where it was not the customer itself.</summary>
    public Guid? ContactId { get; private set; }

    public ConsentPurpose Purpose { get; private set; }

    public ConsentChannel Channel { get; private set; }

    public bool Given { get; private set; }

    public ConsentSource Source { get; private set; }

    /// <summary>The wording agreed to, the call or paper it stands on.</summary>
    public string? Proof { get; private set; }

    /// <summary>From then on it no longer holds.</summary>
    public DateTimeOffset? Until { get; private set; }

    public string By { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public static Consent Said(
        Guid customerId, Guid? contactId, ConsentPurpose purpose, ConsentChannel channel, bool given, ConsentSource source, string? proof, DateTimeOffset? until, string by, DateTimeOffset at) => new()
        {
            CustomerId = customerId,
            ContactId = contactId,
            Purpose = purpose,
            Channel = channel,
            Given = given,
            Source = source,
            Proof = proof,
            Until = until,
            By = by,
            At = at,
        };

    // C20: a consent without a proof is none; to withdraw one is enough.
    public static Refusal? Check(bool given, string? proof, DateTimeOffset? until, DateTimeOffset now)
    {
        if (given && string.IsNullOrWhiteSpace(proof)) return Refusal.Invalid("proof", "consent.proof-missing", "A consent needs its proof: the wording agreed to, and where it is recorded.");
        return until <= now ? Refusal.Invalid("until", "consent.ended", "A consent that has ended already is none.") : null;
    }

    /// <summary>What holds at <paramref name="now"/>; null when nothing was said.</summary>
    public static bool? Holds(IEnumerable<Consent> said, ConsentPurpose purpose, ConsentChannel channel, DateTimeOffset now) =>
        LastWord(said, purpose, channel) is { } last ? last.Given && (last.Until is not { } end || end > now) : null;

    /// <summary>What was said last on the channel itself, else on any channel; when it was said counts, and not when we heard of it. Null when nothing was said.</summary>
    public static Consent? LastWord(IEnumerable<Consent> said, ConsentPurpose purpose, ConsentChannel channel)
    {
        var words = said.Where(word => word.Purpose == purpose && (word.Channel == channel || word.Channel == ConsentChannel.Any)).OrderBy(word => word.At).ThenBy(word => word.Key).ToList();
        // A withdrawal from everything ends what was agreed to before it on single channels.
        return words.LastOrDefault(word => word.Channel == channel || !word.Given) ?? words.LastOrDefault();
    }
}
