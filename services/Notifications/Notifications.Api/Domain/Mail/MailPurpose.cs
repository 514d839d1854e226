namespace CrmPlatform.Notifications.Domain.Mail;

/// <summary>Why a mail is sent decides whether its reader can refuse it.</summary>
internal static class MailPurpose
{
    public const string Any = "*";
    public const string Care = "care";
    public const string Reminder = "reminder";

    public const string Survey = "survey";

    /// <summary>The purpose a consent at Customers is for (C20); null for mail that needs none.</summary>
    public static string? ConsentFor(string purpose) => !CanBeRefused(purpose) ? null : purpose switch
    {
        Care => "care",
        Survey => "surveys",
        _ => "marketing",
    };

    /// <summary>Advertising needs a yes; a word of care or a question about the service that was given goes out until somebody says no.</summary>
    public static bool MaySend(string consent, bool? holds) => holds ?? consent != "marketing";

    /// <summary>What is part of handling somebody's own complaint, and mail among ourselves, needs no consent; all else can be unsubscribed from.</summary>
    public static bool CanBeRefused(string purpose) => purpose != "complaint" && !IsAmongOurselves(purpose);

    /// <summary>Whether it is a colleague who reads it, though it may be about a customer.</summary>
    public static bool IsAmongOurselves(string purpose) => purpose is "staff" or Reminder;
}
