using System.Text.Json;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Notifications.Data;
using CrmPlatform.Notifications.Domain.Mail;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Messaging;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Notifications.Intake;

/// <summary>C16: keeps which files are one customer. The rows of mails stay as they were written.</summary>
internal sealed class MergeIntake(NotificationsDb db)
{
    private static readonly string Merged = WireName.Of(typeof(CustomersMerged));
    private static readonly string Undone = WireName.Of(typeof(CustomerMergeUndone));

    public async Task TakeAsync(IReadOnlyList<Happened> events, CancellationToken cancellationToken)
    {
        foreach (var happened in events)
        {
            if (happened.WireName == Merged && Read<CustomersMerged>(happened) is { } merge) await KeepAsync(merge.MergeId, merge.SurvivorId, merge.MergedId, cancellationToken);
            else if (happened.WireName == Undone && Read<CustomerMergeUndone>(happened) is { } undoing)
                (await KeepAsync(undoing.MergeId, undoing.SurvivorId, undoing.MergedId, cancellationToken)).Undone = true;
        }
    }

    // X3: of the undoing it may be told first.
    private async Task<MergedFile> KeepAsync(Guid merge, Guid survivor, Guid merged, CancellationToken cancellationToken)
    {
        var known = db.MergedFiles.Local.FirstOrDefault(file => file.MergeId == merge) ?? await db.MergedFiles.FirstOrDefaultAsync(file => file.MergeId == merge, cancellationToken);
        return known ?? db.MergedFiles.Add(new MergedFile { MergeId = merge, SurvivorId = survivor, MergedId = merged }).Entity;
    }

    private static T Read<T>(Happened happened) => JsonSerializer.Deserialize<T>(happened.Payload, Json.Tolerant)!;
}
