using System.ComponentModel.DataAnnotations;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain.Activities;

/// <summary>Where a message went back and forth.</summary>
public enum MessageService
{
    [Names("Text message", "短信", "簡訊")] Sms,
    [Names("WeChat", "微信", "微信")] WeChat,
    [Names("WhatsApp", "WhatsApp", "WhatsApp")] WhatsApp,
    [Names("Line", "Line", "Line")] Line,
    [Names("Chat on our site", "在线聊天", "線上聊天")] SiteChat,
    [Names("Another service", "其他", "其他")] Other,
}

/// <summary>What a customer did on the web.</summary>
public enum WebAction
{
    [Names("Looked at a page", "浏览", "瀏覽")] PageSeen,
    [Names("Sent a form", "提交表单", "提交表單")] FormSent,
    [Names("Downloaded", "下载", "下載")] Downloaded,
    [Names("Registered", "注册", "註冊")] Registered,
    [Names("Commented", "评论", "評論")] Commented,
}

/// <summary>E10: kinds of event a customer is asked to.</summary>
public enum EventKind
{
    [Names("Training", "培训", "培訓")] Training,
    [Names("Seminar", "研讨会", "研討會")] Seminar,
    [Names("Gala", "联谊会", "聯誼會")] Gala,
    [Names("Exhibition", "展会", "展會")] Exhibition,
    [Names("Roadshow", "路演", "路演")] Roadshow,
    [Names("Another event", "其他活动", "其他活動")] Other,
}

/// <summary>What is particular to a meeting.</summary>
/// <param name="Protocol">The minutes.</param>
public sealed record MeetingDetails(
    [property: Required, StringLength(200, MinimumLength = 1)] string Subject,
    [property: StringLength(4000)] string? Agenda = null,
    [property: StringLength(8000)] string? Protocol = null,
    bool Online = false);

/// <summary>What is particular to an e-mail.</summary>
public sealed record EmailDetails(
    [property: Required, StringLength(400, MinimumLength = 1)] string Subject,
    [property: EmailAddress, StringLength(254)] string? From = null,
    [property: MaxLength(50)] IReadOnlyList<string>? To = null,
    [property: StringLength(8000)] string? Body = null,
    [property: StringLength(400)] string? MessageId = null);

/// <summary>What is particular to a message.</summary>
public sealed record MessageDetails(
    MessageService Service,
    [property: Required, StringLength(4000, MinimumLength = 1)] string Text,
    [property: StringLength(100)] string? Account = null);

/// <summary>What is particular to something done on the web.</summary>
public sealed record WebDetails(
    WebAction Action,
    [property: Required, StringLength(1000, MinimumLength = 1)] string Page,
    [property: StringLength(1000)] string? CameFrom = null);

/// <summary>What is particular to a fax.</summary>
public sealed record FaxDetails(
    [property: Required, StringLength(40, MinimumLength = 1)] string Number,
    [property: Range(1, 1000)] int Pages,
    [property: StringLength(400)] string? Subject = null);

/// <summary>What is particular to an event.</summary>
/// <param name="Attended">Whether the customer came; unknown until then.</param>
public sealed record EventDetails(
    EventKind Kind,
    [property: Required, StringLength(200, MinimumLength = 1)] string Name,
    Guid? CampaignId = null,
    bool? Attended = null);
