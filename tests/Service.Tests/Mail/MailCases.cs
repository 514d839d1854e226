using System.Text;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Links;
using CrmPlatform.Service.Domain.Mail;
using CrmPlatform.Service.Domain.Numbers;

namespace CrmPlatform.Service.Tests.Mail;

internal static class MailCases
{
    public static readonly DateTimeOffset Received = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public static readonly LinkKey Key = new(1, Enumerable.Range(0, 32).Select(i => (byte)i).ToArray(), Received.AddDays(-90), Received.AddDays(90));

    public static readonly MailSettings Settings = new() { MessageIdDomain = "mail.shop.example", OwnAddresses = ["complaints@shop.example"], Keys = new([Key]) };

    public static readonly ComplaintNumber Number = ComplaintNumber.FromValue(123_456_789);

    public const string Plain = """
        From: =?utf-8?B?5p2O5Lyf?= <li.wei@example.com>
        To: complaints@shop.example
        Subject: =?utf-8?B?5YyF6KO556C05LqG?=
        Date: Mon, 2 Mar 2026 10:00:00 +0800
        Message-ID: <a1@example.com>
        Content-Type: text/plain; charset=utf-8

        The parcel was broken.
        """;

    public static Outcome<IncomingMail> Read(string message, MailSettings? settings = null) =>
        MailReader.Read(Bytes(message), settings ?? Settings, Received);

    public static IncomingMail Accepted(string message, MailSettings? settings = null) => Read(message, settings).Value;

    /// <summary>The plain message with more headers before its own.</summary>
    public static string With(string headers, string? message = null) => headers + "\n" + (message ?? Plain);

    public static byte[] Bytes(string message) => Encoding.UTF8.GetBytes(message.ReplaceLineEndings("\r\n"));
}
