using CrmPlatform.Notifications.Data;
using CrmPlatform.Notifications.Domain.Mail;
using CrmPlatform.ServiceDefaults.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MimeKit;

namespace CrmPlatform.Notifications.Mailing;

/// <summary>What mails become without a mail server. The files say all that the mails said, so that they go when it does (C20).</summary>
internal sealed class MailFiles(IOptions<MailOptions> options, IOptions<FileStoreOptions> files, ILogger<MailFiles> log)
{
    private const int Chunk = 500;

    private string Folder => options.Value.Directory ?? Path.Combine(files.Value.Directory, "mail");

    public async Task WriteAsync(Guid mailId, MimeMessage message, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Folder);
        var path = PathOf(mailId);
        await message.WriteToAsync(path + ".partial", cancellationToken);
        File.Move(path + ".partial", path, overwrite: true);
    }

    public void Delete(IEnumerable<Guid> mails)
    {
        if (!Directory.Exists(Folder)) return;
        foreach (var path in mails.Select(PathOf)) Delete(path);
    }

    /// <summary>
    /// Takes away the files of mails that are blanked or were finished before <paramref name="old"/>, and what no mail is known for that has lain here
    /// longer than that: a process may have ended, or a mail just have been written, when its person was erased.
    /// </summary>
    public async Task SweepAsync(NotificationsDb db, DateTimeOffset old, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Folder)) return;
        foreach (var chunk in Directory.EnumerateFiles(Folder, "*.eml*").Chunk(Chunk))
        {
            var paths = chunk.Where(path => MailOf(path) is not null).ToLookup(path => MailOf(path)!.Value);
            var ids = paths.Select(path => path.Key).ToList();
            var known = await db.Mails.Where(mail => ids.Contains(mail.MailId)).Select(mail => new { mail.MailId, mail.To, mail.FinishedAt }).ToDictionaryAsync(mail => mail.MailId, cancellationToken);
            foreach (var path in paths.SelectMany(path => path))
            {
                var mail = known.GetValueOrDefault(MailOf(path)!.Value);
                if (mail is null ? File.GetLastWriteTimeUtc(path) < old : mail.To == OutgoingMail.Nobody || mail.FinishedAt < old) Delete(path);
            }
        }
    }

    private void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception held) when (held is IOException or UnauthorizedAccessException)
        {
            log.LogWarning(held, "The file of a mail could not be deleted; it is tried again");
        }
    }

    private string PathOf(Guid mailId) => Path.Combine(Folder, $"{mailId}.eml");

    private static Guid? MailOf(string path) => Guid.TryParse(Path.GetFileName(path).Split('.')[0], out var mail) ? mail : null;
}
