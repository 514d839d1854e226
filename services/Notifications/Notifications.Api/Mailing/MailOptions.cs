using System.ComponentModel.DataAnnotations;
using CrmPlatform.ServiceDefaults.Hosting;
using MailKit.Security;

namespace CrmPlatform.Notifications.Mailing;

/// <summary>X4: how mail leaves the house.</summary>
public sealed class MailOptions
{
    public const string Section = "Mail";

    /// <summary>The sender: <c>Name &lt;address&gt;</c>.</summary>
    [Required]
    public string From { get; set; } = "CrmPlatform <crm@localhost>";

    /// <summary>Where replies go, when not to the sender.</summary>
    public string? ReplyTo { get; set; }

    /// <summary>Where bounces come back to; the mail's id is put before the at sign: <c>bounces+…@example.com</c>.</summary>
    public string? BounceAddress { get; set; }

    /// <summary>The platform's public address, for links in mails.</summary>
    [Required, WebAddress]
    public string PublicUrl { get; set; } = "http://localhost:8080";

    /// <summary>IANA name of the time zone instants are written in where the reader's own is not known.</summary>
    [Required]
    public string TimeZone { get; set; } = "UTC";

    /// <summary>Where .eml files go without an SMTP server; below the service's files when not set.</summary>
    public string? Directory { get; set; }

    public SmtpOptions Smtp { get; set; } = new();

    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromMinutes(1);

    public TimeSpan LongestRetry { get; set; } = TimeSpan.FromHours(2);

    /// <summary>What could not be handed over for so long has failed.</summary>
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long what a mail said is kept after it was finished.</summary>
    public TimeSpan KeepContent { get; set; } = TimeSpan.FromDays(30);
}

/// <summary>The mail server; without a host mails become files.</summary>
public sealed class SmtpOptions
{
    public string? Host { get; set; }

    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    /// <summary><c>StartTls</c> by default: no mail goes out in the clear unless this says <c>None</c>.</summary>
    public SecureSocketOptions Security { get; set; } = SecureSocketOptions.StartTls;

    public string? User { get; set; }

    public string? Password { get; set; }

    [LongerThanNothing]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);
}
