using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace CrmPlatform.Notifications.Mailing;

internal enum MailFate
{
    Sent,
    Later,
    Bounced,
    Failed,
}

/// <summary>What became of a mail that was handed over.</summary>
internal sealed record MailOutcome(MailFate Fate, string? Reason = null);

/// <summary>Takes mails out of the house, several over one connection.</summary>
internal interface IMailTransport : IAsyncDisposable
{
    Task<MailOutcome> SendAsync(MimeMessage message, MailboxAddress envelopeFrom, Guid mailId, CancellationToken cancellationToken);
}

/// <summary>Without a mail server: a file for each mail, that any mail program opens.</summary>
internal sealed class FileTransport(MailFiles files) : IMailTransport
{
    public async Task<MailOutcome> SendAsync(MimeMessage message, MailboxAddress envelopeFrom, Guid mailId, CancellationToken cancellationToken)
    {
        await files.WriteAsync(mailId, message, cancellationToken);
        return new MailOutcome(MailFate.Sent);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>Hands mails to an SMTP server. What it says decides: a reader who is not there has bounced, a mail refused for another reason has failed, all else passes.</summary>
internal sealed class SmtpTransport(IOptions<MailOptions> options) : IMailTransport
{
    private readonly SmtpClient client = new() { Timeout = (int)options.Value.Smtp.Timeout.TotalMilliseconds };

    public async Task<MailOutcome> SendAsync(MimeMessage message, MailboxAddress envelopeFrom, Guid mailId, CancellationToken cancellationToken)
    {
        try
        {
            await ConnectAsync(cancellationToken);
            await client.SendAsync(message, envelopeFrom, message.To.Mailboxes, cancellationToken);
            return new MailOutcome(MailFate.Sent);
        }
        catch (SmtpCommandException refused)
        {
            var reason = $"{(int)refused.StatusCode} {refused.Message}";
            if ((int)refused.StatusCode < 500) return new MailOutcome(MailFate.Later, reason);
            var gone = refused.ErrorCode == SmtpErrorCode.RecipientNotAccepted && MailStatus.SaysAddressIsGone((int)refused.StatusCode, refused.Message, refused.Mailbox?.Address);
            return new MailOutcome(gone ? MailFate.Bounced : MailFate.Failed, reason);
        }
        catch (Exception passing) when (passing is SmtpProtocolException or IOException or SocketException or AuthenticationException or SslHandshakeException
            or ServiceNotConnectedException or ServiceNotAuthenticatedException or TimeoutException or NotSupportedException)
        {
            return new MailOutcome(MailFate.Later, passing.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (client.IsConnected) await client.DisconnectAsync(quit: true);
        }
        catch (Exception gone) when (gone is IOException or SmtpProtocolException or SmtpCommandException)
        {
            // The mails are handed over; how the server says goodbye changes nothing.
        }
        client.Dispose();
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        var smtp = options.Value.Smtp;
        if (!client.IsConnected) await client.ConnectAsync(smtp.Host!, smtp.Port, smtp.Security, cancellationToken);
        if (smtp.User is { } user && !client.IsAuthenticated) await client.AuthenticateAsync(user, smtp.Password ?? "", cancellationToken);
    }
}
