using System.Collections.Immutable;
using CrmPlatform.Service.Domain.Numbers;
using MimeKit;

namespace CrmPlatform.Service.Domain.Mail;

/// <summary>S1: which complaint a message belongs to, by our own Message-IDs it answers and by the number in its subject.</summary>
internal static class MailThread
{
    private const string Prefix = "complaint.";

    // A message answers a handful; a header with thousands is an attack or a broken list.
    private const int MostReferences = 100;

    /// <summary>The Message-ID (without angle brackets) of a message we send about a complaint.</summary>
    public static string MessageIdFor(ComplaintNumber number, Guid message, string domain) => $"{Prefix}{number}.{message:N}@{domain}";

    public static ImmutableArray<ThreadNumber> NumbersOf(MimeMessage message, string messageIdDomain)
    {
        // The last reference is the message answered; it says more than the first.
        var answered = new[] { message.InReplyTo }.Concat(message.References.TakeLast(MostReferences).Reverse())
            .Select(id => NumberIn(id, messageIdDomain)).OfType<ComplaintNumber>()
            .Select(number => new ThreadNumber(number, IsAnswerToOurs: true));
        var named = NumberFinder.FindAll(message.Subject).Select(number => new ThreadNumber(number, IsAnswerToOurs: false));
        return [.. answered.Concat(named).DistinctBy(found => found.Number)];
    }

    private static ComplaintNumber? NumberIn(string? messageId, string domain)
    {
        if (messageId is null
            || !messageId.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            || !messageId.EndsWith("@" + domain, StringComparison.OrdinalIgnoreCase))
            return null;

        var number = messageId[Prefix.Length..].Split('.', 2)[0];
        return ComplaintNumber.Parse(number) is { IsAccepted: true, Value: var parsed } ? parsed : null;
    }
}
