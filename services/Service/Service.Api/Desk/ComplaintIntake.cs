using System.Globalization;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.Service.Domain.Links;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Service.Desk;

/// <summary>
/// S1: the one way a complaint comes in, whichever the channel: it gets its number, is given to somebody, its clocks start, and the
/// customer is told that we have it.
/// </summary>
internal sealed class ComplaintIntake(
    ComplaintsDb db, NumberBook numbers, Assigner assigner, ClockShelf clocks, LinkBook links, ComplaintMail mail, AlarmBell alarm, TimeProvider time)
{
    /// <summary>Opens and saves.</summary>
    /// <param name="data">What came in.</param>
    /// <param name="customer">Who it is from, when known.</param>
    /// <param name="by">Who enters it.</param>
    /// <param name="alongside">Further changes that belong to the opening and are saved with it.</param>
    public async Task<Complaint> OpenAsync(
        ComplaintData data, KnownCustomer? customer, string by, CancellationToken cancellationToken, Action<Complaint>? alongside = null)
    {
        // What may write by itself comes before the transaction.
        var number = await numbers.NextAsync(cancellationToken);
        var rules = await clocks.ReadAsync(db, cancellationToken);
        var complaint = Complaint.Open(number, data with { Reporter = data.Reporter.Kept() }, by);
        (string Link, LinkKey Key)? proof = IsTold(complaint, customer) is null ? null : (await links.StatusLinkAsync(complaint.Id, cancellationToken), await links.MailKeyAsync(cancellationToken));

        await db.BeginWriteAsync(cancellationToken);
        await assigner.TakeTurnAsync(1, cancellationToken);
        var now = time.GetUtcNow();
        var decision = assigner.Assign(complaint, [], data.CustomerClass, "system", now);
        Acknowledge(complaint, customer, proof, data.IsUntold, now);
        complaint.Settle(rules, now);
        db.Complaints.Add(complaint);
        alongside?.Invoke(complaint);
        db.Tell(complaint);
        db.Publish(new ComplaintOpened(
            complaint.Id, complaint.CustomerId, number.ToString(), EnumCode.Of(complaint.Category), EnumCode.Of(complaint.Severity), complaint.Summary, complaint.OpenedAt), complaint.Id);
        if (decision.RaisesAlarm) await alarm.RingAsync(complaint, decision, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await db.FinishWriteAsync(cancellationToken);
        return complaint;
    }

    // S1: whoever speaks with us hears the number at once; whoever wrote gets it by mail; where there is no way, a person acknowledges.
    private void Acknowledge(Complaint complaint, KnownCustomer? customer, (string Link, LinkKey Key)? proof, bool untold, DateTimeOffset now)
    {
        if (untold) return;
        if (complaint.Channel is IntakeChannel.Hotline or IntakeChannel.Chat or IntakeChannel.Reception or IntakeChannel.Web) complaint.Acknowledge(now);
        if (IsTold(complaint, customer) is not { } address || proof is not var (link, key)) return;
        complaint.Acknowledge(now);
        mail.Ask(complaint, "complaint-acknowledged", address, new Dictionary<string, string>
        {
            ["name"] = complaint.ReporterName ?? customer?.Name ?? "",
            ["summary"] = complaint.Summary,
            ["statusLink"] = link,
            ["openedAt"] = complaint.OpenedAt.ToString("O", CultureInfo.InvariantCulture),
        }, key, now);
    }

    private static string? IsTold(Complaint complaint, KnownCustomer? customer) =>
        complaint.Channel is IntakeChannel.Email or IntakeChannel.Web or IntakeChannel.Social or IntakeChannel.StoreBox && !complaint.IsImported
            ? complaint.ReporterEmail ?? customer?.Email
            : null;
}
