using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Assignment;
using CrmPlatform.Service.Domain.Clocks;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Service.Features.Imports;

/// <summary>S1: takes complaints of another system in, with their dates; nothing fires, and nobody is told, for what is past.</summary>
internal sealed class ComplaintWriter(ComplaintsDb db, NumberBook numbers, ClockShelf clocks, Roster roster, Caller caller, IOptions<ComplaintsOptions> options, TimeProvider time)
{
    /// <summary>Makes them part of the next save; for each what is wrong with it, or nothing. Known ones are left as they are.</summary>
    public async Task<(IReadOnlyList<ImportFault?> Faults, int Created, int Unchanged)> WriteAsync(IReadOnlyList<ImportedComplaint> batch, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var externals = batch.Select(one => one.ExternalId).Distinct().ToArray();
        var known = await db.AllComplaints.Where(c => externals.Contains(c.ExternalId)).Select(c => c.ExternalId!).ToHashSetAsync(cancellationToken);
        var ids = batch.Select(one => one.CustomerId).OfType<Guid>().Distinct().ToArray();
        var customers = await db.StandForAsync(ids, cancellationToken);
        var subCategories = batch.Any(one => one.SubCategory is not null)
            ? (await db.SubCategories.AsNoTracking().Where(row => row.Active).Select(row => new { row.Category, row.Code }).ToListAsync(cancellationToken)).ToLookup(row => row.Category, row => row.Code)
            : Enumerable.Empty<string>().ToLookup(_ => default(ComplaintCategory));
        var causes = batch.Any(one => one.Cause is not null) ? await db.Causes.Select(cause => cause.Code).ToHashSetAsync(cancellationToken) : [];
        var (rules, page) = (await clocks.ReadAsync(db, cancellationToken), await roster.ReadAsync(db, cancellationToken));
        var (faults, created, unchanged) = (new List<ImportFault?>(batch.Count), 0, 0);
        foreach (var one in batch)
        {
            var customer = one.CustomerId is { } id ? customers.GetValueOrDefault(id) : null;
            var fault = FaultOf(one, customer, causes, now) ?? SubCategoryFault(one, subCategories);
            faults.Add(fault);
            if (fault is not null) continue;
            if (!known.Add(one.ExternalId))
            {
                unchanged++;
                continue;
            }
            Enter(await OpenAsync(one, customer, page, now, cancellationToken), one, rules, now);
            created++;
        }
        return (faults, created, unchanged);
    }

    private async Task<Complaint> OpenAsync(ImportedComplaint one, KnownCustomer? customer, RosterPage page, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var complaint = Complaint.Open(await numbers.NextAsync(cancellationToken), new ComplaintData(one.Channel, one.Category ?? options.Value.UnsortedCategory, one.Summary.Trim())
        {
            CustomerId = customer?.CustomerId,
            Reporter = new Reporter(one.ReporterName, one.ReporterEmail, one.ReporterPhone).Kept(),
            SubCategory = one.SubCategory,
            Severity = one.Severity,
            Details = one.Details,
            Language = one.Language ?? (customer?.Language is { Length: > 0 } spoken ? spoken : "zh-Hans"),
            CustomerClass = customer?.Class,
            ReceivedAt = one.OpenedAt,
            ExternalId = one.ExternalId,
            IsImported = true,
        }, caller.Subject);
        complaint.TraceTo(one.Cause);
        complaint.Acknowledge(one.OpenedAt);
        var person = one.AssigneeId is { } holder ? page.People.GetValueOrDefault(holder) : null;
        if (one.FirstResponseAt is { } answered) complaint.AnsweredElsewhere(answered);
        if (one.ClosedAt is { } closed) complaint.ClosedElsewhere(one.AssigneeId ?? caller.Subject, closed);
        if (person is not null) complaint.Assign(new AssignmentDecision(AssignmentOutcome.Assigned, person.Team, person.StaffId, null, AssignmentReason.ByHand(caller.Name, "import")), caller.Subject, now, 0);
        // S3: an open one that nobody has is offered at the next turn.
        else complaint.QueueFor(one.Team ?? options.Value.FallbackTeam, now);
        return complaint;
    }

    private void Enter(Complaint complaint, ImportedComplaint one, ClockRules rules, DateTimeOffset now)
    {
        complaint.Settle(rules, now);
        db.Complaints.Add(complaint);
        db.Tell(complaint);
        db.Publish(new ComplaintOpened(
            complaint.Id, complaint.CustomerId, complaint.Number.ToString(), EnumCode.Of(complaint.Category), EnumCode.Of(complaint.Severity), complaint.Summary, complaint.OpenedAt, Imported: true), complaint.Id);
        if (one.ClosedAt is { } closed) db.Publish(new ComplaintClosed(complaint.Id, complaint.CustomerId, complaint.Number.ToString(), false, caller.Subject, closed, Imported: true), complaint.Id);
    }

    // S2, C17: as the API asks it.
    private ImportFault? SubCategoryFault(ImportedComplaint one, ILookup<ComplaintCategory, string> subCategories)
    {
        var codes = subCategories[one.Category ?? options.Value.UnsortedCategory].ToList();
        return string.IsNullOrWhiteSpace(one.SubCategory) || codes.Count == 0 || codes.Contains(one.SubCategory)
            ? null
            : new ImportFault("subCategory", "complaint.sub-category-unknown", $"One of these is expected: {string.Join(", ", codes.Order())}.");
    }

    private static ImportFault? FaultOf(ImportedComplaint one, KnownCustomer? customer, HashSet<string> causes, DateTimeOffset now)
    {
        if (one.OpenedAt > now.AddMinutes(5) || one.OpenedAt.Year < 1990) return new ImportFault("openedAt", "complaint.opened-at", "It was opened in the past, and after 1990.");
        if (one.ClosedAt < one.OpenedAt || one.ClosedAt > now.AddMinutes(5)) return new ImportFault("closedAt", "complaint.closed-at", "It was closed after it was opened, and in the past.");
        if (one.FirstResponseAt < one.OpenedAt || one.FirstResponseAt > (one.ClosedAt ?? now.AddMinutes(5)))
            return new ImportFault("firstResponseAt", "complaint.first-response-at", "The first response lies between opening and closing.");
        if (one.CustomerId is { } id && customer is not { IsGone: false }) return new ImportFault("customerId", "complaint.customer-unknown", $"There is no customer '{id}'.");
        return one.Cause is not null && !causes.Contains(one.Cause) ? new ImportFault("cause", "cause.unknown", $"There is no cause '{one.Cause}'.") : null;
    }
}
