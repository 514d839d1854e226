using CrmPlatform.Notifications.Domain.Mail;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Notifications.Tests;

/// <summary>A service whose clock the test turns on.</summary>
public sealed class MailFilesFixture : NotificationsFixture
{
    protected override bool OwnTime => true;
}

/// <summary>C20: the file of a mail says what the mail said, and stays no longer.</summary>
public sealed class MailFilesOverTime(MailFilesFixture fixture) : IClassFixture<MailFilesFixture>
{
    [Fact]
    public async Task The_file_of_a_mail_goes_when_what_it_said_is_emptied_and_what_a_crash_left_behind_goes_too()
    {
        var now = fixture.Time!.GetUtcNow();
        var month = TimeSpan.FromDays(30);
        var (sent, erased, waiting, recent) = (Mail(now), Mail(now), Mail(now + month + month), Mail(now + month));
        erased.Erase(now + month);
        recent.Sent(now + month);
        await fixture.InDbAsync(db =>
        {
            db.Mails.AddRange(sent, erased, waiting, recent);
            return db.SaveChangesAsync();
        });
        await BecomesAsync(sent.MailId, there: true);
        // The file comes before the word that it was sent, which is to be of this month.
        await Eventually.IsTrueAsync(() => fixture.InDbAsync(db => db.Mails.AnyAsync(mail => mail.MailId == sent.MailId && mail.FinishedAt != null)), "the mail to be sent");
        foreach (var mail in new[] { erased, waiting, recent }) await File.WriteAllTextAsync(FileOf(mail.MailId), "To: somebody");
        var (torn, unknown, other) = (FileOf(erased.MailId) + ".partial", FileOf(Guid.CreateVersion7()), Path.Combine(Path.GetDirectoryName(FileOf(sent.MailId))!, "mine.eml"));
        foreach (var path in new[] { torn, unknown, other }) await File.WriteAllTextAsync(path, "To: somebody");

        fixture.Time.Advance(month + TimeSpan.FromHours(2));
        foreach (var mail in new[] { sent, erased }) await BecomesAsync(mail.MailId, there: false);
        await SeenAsync(() => File.Exists(torn) || File.Exists(unknown), there: false, "what was left behind to be deleted");
        Assert.All([FileOf(waiting.MailId), FileOf(recent.MailId), other], path => Assert.True(File.Exists(path)));
    }

    private static OutgoingMail Mail(DateTimeOffset at) =>
        OutgoingMail.Ask(Guid.CreateVersion7(), "reminder", "en", "reader@example.com", null, new Dictionary<string, string> { ["title"] = "Call back" }, "staff", at);

    private Task<bool> BecomesAsync(Guid mail, bool there) => SeenAsync(() => File.Exists(FileOf(mail)), there, $"the file of the mail to be {(there ? "there" : "deleted")}");

    // The clock goes on while we wait: the worker may just be at work, and begin its next wait afterwards.
    private Task<bool> SeenAsync(Func<bool> look, bool there, string what) => Eventually.BecomesAsync(
        () =>
        {
            fixture.Time!.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(look());
        }, seen => seen == there, what);

    private string FileOf(Guid mail) => Path.Combine(fixture.Service.Folder.Path, "files", "mail", $"{mail}.eml");
}
