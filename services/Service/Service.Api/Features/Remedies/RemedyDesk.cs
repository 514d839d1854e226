using System.Text.Json;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.Service.Domain.Remedies;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Service.Features.Remedies;

/// <summary>S6: what proposing and deciding share: the limits in force, what was granted before, and the booking.</summary>
internal sealed class RemedyDesk(ComplaintsDb db, Caller caller, IOptions<ComplaintsOptions> options, TimeProvider time)
{
    public string Currency => options.Value.BaseCurrency;

    public Decider Decider => new(caller.Subject, caller.Roles);

    public DateTimeOffset Now => time.GetUtcNow();

    public async Task<RemedyLimits> LimitsAsync(CancellationToken cancellationToken) =>
        Limits(await db.Settings.AsNoTracking().Where(row => row.Name == SettingRow.RemedyLimits).Select(row => row.Value).SingleOrDefaultAsync(cancellationToken));

    public static RemedyLimits Limits(string? stored) => stored is null ? RemedyLimits.Default : JsonSerializer.Deserialize<RemedyLimits>(stored, CourseJson.Options)!;

    /// <summary>S9: what was granted for a duplicate was granted for the complaint that it says the same as.</summary>
    public async Task<long> GrantedAsync(Complaint complaint, RemedyKind kind, CancellationToken cancellationToken) => await OfAll(complaint.RootId)
        .Where(row => row.Kind == kind && (row.State == RemedyState.Approved || row.State == RemedyState.Booked)).SumAsync(row => row.Amount, cancellationToken);

    /// <summary>The remedies of all complaints that were found to say the same.</summary>
    public IQueryable<RemedyRow> OfAll(Guid root) => OfAll(db, root);

    /// <inheritdoc cref="OfAll(Guid)"/>
    public static IQueryable<RemedyRow> OfAll(ComplaintsDb db, Guid root)
    {
        // The few complaints first: asked the other way round, SQLite reads every remedy there is.
        var ids = db.AllComplaints.Where(c => c.RootId == root).Select(c => c.Id);
        return db.Remedies.Where(row => ids.Contains(row.ComplaintId));
    }

    /// <summary>S6: what is approved is booked at once, and once: the event carries the remedy's id, and the row says that it went out.</summary>
    public Refusal? Book(RemedyRow row)
    {
        if (row.State != RemedyState.Approved) return null;
        var booked = row.Remedy.Book(row.Id.ToString());
        if (booked.Refusal is { } refusal) return refusal;
        row.Take(booked.Value, Now);
        if (row.CustomerId is not { } customer) return null;
        var money = row.Kind is RemedyKind.Refund or RemedyKind.Replacement;
        db.Publish(new RemedyBooked(
            row.Id, row.ComplaintId, customer, EnumCode.Of(row.Kind), row.Kind == RemedyKind.Points ? row.Amount : null, money ? row.Amount : null, money ? Currency : null, caller.Subject, Now), row.ComplaintId);
        return null;
    }
}
