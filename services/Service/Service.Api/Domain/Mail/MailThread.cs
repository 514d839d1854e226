using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using CrmPlatform.Service.Domain.Links;
using CrmPlatform.Service.Domain.Numbers;
using MimeKit;

namespace CrmPlatform.Service.Domain.Mail;

/// <summary>
/// S1: which complaint a message belongs to, by our own Message-IDs it answers and by the number in its subject. A Message-ID of ours is
/// sealed: whoever knows the number of a complaint cannot make one up.
/// </summary>
internal static class MailThread
{
    private const string Prefix = "complaint.";

    // A message answers a handful; a header with thousands is an attack or a broken list.
    private const int MostReferences = 100;

    private const int SealLength = 16;

    /// <summary>The Message-ID (without angle brackets) of a message we send about a complaint.</summary>
    public static string MessageIdFor(ComplaintNumber number, Guid message, string domain, LinkKey key) =>
        $"{Prefix}{number}.{message:N}.{Convert.ToHexStringLower(Seal(key, number, $"{message:N}"))}@{domain}";

    public static ImmutableArray<ThreadNumber> NumbersOf(MimeMessage message, MailSettings settings, DateTimeOffset receivedAt)
    {
        LinkKey[] keys = [.. settings.Keys?.Accepted(receivedAt) ?? []];
        // The last reference is the message answered; it says more than the first.
        var answered = new[] { message.InReplyTo }.Concat(message.References.TakeLast(MostReferences).Reverse())
            .Select(id => NumberIn(id, settings.MessageIdDomain, keys)).OfType<ThreadNumber>();
        var named = NumberFinder.FindAll(message.Subject).Select(number => new ThreadNumber(number, IsAnswerToOurs: false));
        return [.. answered.Concat(named).GroupBy(found => found.Number).Select(same => new ThreadNumber(same.Key, same.Any(found => found.IsAnswerToOurs)))];
    }

    // One without seal, as they were before, says no more than a number in a subject.
    private static ThreadNumber? NumberIn(string? messageId, string domain, LinkKey[] keys)
    {
        if (messageId is null
            || !messageId.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            || !messageId.EndsWith("@" + domain, StringComparison.OrdinalIgnoreCase)
            || messageId.Length <= Prefix.Length + domain.Length)
            return null;

        var parts = messageId[Prefix.Length..^(domain.Length + 1)].Split('.');
        return ComplaintNumber.Parse(parts[0]) is { IsAccepted: true, Value: var number } ? new ThreadNumber(number, IsSealed(number, parts, keys)) : null;
    }

    private static bool IsSealed(ComplaintNumber number, string[] parts, LinkKey[] keys)
    {
        Span<byte> given = stackalloc byte[SealLength];
        if (parts is not [_, { Length: 32 } message, { Length: SealLength * 2 } seal]
            || Convert.FromHexString(seal, given, out _, out _) != OperationStatus.Done)
            return false;
        foreach (var key in keys)
        {
            if (CryptographicOperations.FixedTimeEquals(Seal(key, number, message.ToLowerInvariant()), given))
                return true;
        }
        return false;
    }

    // What a link signs begins with its version, never with these words: neither passes for the other.
    private static ReadOnlySpan<byte> Seal(LinkKey key, ComplaintNumber number, string message) =>
        HMACSHA256.HashData(key.Secret.Span, Encoding.UTF8.GetBytes($"Message-ID {number}.{message}")).AsSpan(0, SealLength);
}
