namespace CrmPlatform.Notifications.Domain.Mail;

/// <summary>Why a mail is sent decides whether its reader can refuse it.</summary>
internal static class MailPurpose
{
    public const string Any = "*";
    public const string Care = "care";
    public const string Reminder = "reminder";

    /// <summary>What is part of handling somebody's own complaint, and mail among ourselves, needs no consent; all else can be unsubscribed from.</summary>
    public static bool CanBeRefused(string purpose) => purpose is not ("complaint" or "staff" or Reminder);
}
