using System.ComponentModel.DataAnnotations;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Service.Features.Complaints;

/// <summary>What a list of complaints can be narrowed by; everything given must hold.</summary>
public sealed class ComplaintFilter
{
    /// <summary>
    /// What somebody at the telephone knows: the complaint's number, a phone number in any format or a mail address (of whoever complained, or of the
    /// customer), or words of the summary, all of them (up to eight).
    /// </summary>
    [StringLength(200)]
    public string? Q { get; init; }

    public Coded<ComplaintStatus>? State { get; init; }

    /// <summary>Open ones, or those that are not.</summary>
    public bool? Open { get; init; }

    public Coded<ComplaintCategory>? Category { get; init; }

    public Coded<Severity>? Severity { get; init; }

    /// <summary>Token subject; <c>none</c> for those in a queue.</summary>
    [StringLength(100)]
    public string? AssigneeId { get; init; }

    [StringLength(60)]
    public string? Team { get; init; }

    /// <summary>By the id the customer has, or had before a merge.</summary>
    public Guid? CustomerId { get; init; }

    /// <summary>Open and past a due time.</summary>
    public bool? Overdue { get; init; }

    /// <summary>Open and higher up.</summary>
    public bool? Escalated { get; init; }

    [StringLength(100)]
    public string? ExternalId { get; init; }

    public DateTimeOffset? OpenedFrom { get; init; }

    public DateTimeOffset? OpenedBefore { get; init; }

    /// <summary><c>opened</c> (newest entered first, the default), <c>-opened</c> (the other way round) or <c>due</c> (what is due first).</summary>
    [AllowedValues(null, "opened", "-opened", "due", ErrorMessage = "One of these is expected: opened, -opened, due")]
    public string? Sort { get; init; }

    [PageLimit]
    public int? Limit { get; init; }

    public string? Cursor { get; init; }

    internal string ListName => string.Join('|', "complaints", Q, State, Open, Category, Severity, AssigneeId, Team, CustomerId, Overdue, Escalated, ExternalId,
        OpenedFrom?.UtcTicks, OpenedBefore?.UtcTicks, Sort);

    internal IQueryable<Complaint> Apply(IQueryable<Complaint> complaints, DateTimeOffset now, Guid? standsAs = null)
    {
        if (State?.Value is { } state) complaints = complaints.Where(c => c.State == state);
        if (Open is { } open) complaints = complaints.Where(c => c.IsOpen == open);
        if (Category?.Value is { } category) complaints = complaints.Where(c => c.Category == category);
        if (Severity?.Value is { } severity) complaints = complaints.Where(c => c.Severity == severity);
        if (AssigneeId is { } assignee) complaints = assignee == "none" ? complaints.Where(c => c.AssigneeId == null) : complaints.Where(c => c.AssigneeId == assignee);
        if (Team is { } team) complaints = complaints.Where(c => c.Team == team);
        if ((standsAs ?? CustomerId) is { } customer) complaints = complaints.Where(c => c.CustomerId == customer);
        if (Overdue is { } overdue) complaints = overdue ? complaints.Where(c => c.IsOpen && c.QueueAt < now) : complaints.Where(c => c.QueueAt >= now);
        if (Escalated is { } escalated) complaints = escalated ? complaints.Where(c => c.IsOpen && c.EscalationLevel > 0) : complaints.Where(c => !c.IsOpen || c.EscalationLevel == 0);
        if (ExternalId is { } external) complaints = complaints.Where(c => c.ExternalId == external);
        if (OpenedFrom is { } from) complaints = complaints.Where(c => c.OpenedAt >= from);
        if (OpenedBefore is { } before) complaints = complaints.Where(c => c.OpenedAt < before);
        return complaints;
    }
}

/// <summary>Lists complaints by keyset pages; by due time it is the queue people work through.</summary>
internal static class ListComplaints
{
    public static async Task<Ok<Page<ComplaintSummary>>> HandleAsync(
        [AsParameters] ComplaintFilter filter, ComplaintsDb db, Cursors cursors, IOptions<ComplaintsOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        var limit = filter.Limit ?? Paging.DefaultLimit;
        var list = filter.ListName;
        var after = cursors.Read<Position>(filter.Cursor, list);
        Guid? customer = filter.CustomerId is { } asked ? await db.StandsAsAsync(asked, cancellationToken) : null;
        var sought = await Sought.ReadAsync(filter.Q, db, options.Value.Region, cancellationToken);
        var narrowed = filter.Apply(db.Complaints.AsNoTracking(), time.GetUtcNow(), customer);
        var complaints = InOrder(sought?.Among(narrowed, db) ?? narrowed, filter.Sort, after);
        var rows = await Rows(complaints.Take(limit + 1), db).ToListAsync(cancellationToken);
        var next = rows.Count > limit ? cursors.Write(new Position(rows[limit - 1].Key, filter.Sort == "due" ? rows[limit - 1].QueueAt : null), list) : null;
        return TypedResults.Ok(new Page<ComplaintSummary>([.. rows.Take(limit).Select(row => row.ToSummary())], next));
    }

    internal static IQueryable<Complaint> InOrder(IQueryable<Complaint> complaints, string? sort, Position? after)
    {
        if (sort == "due")
        {
            // What is closed is due no more: the queue holds what is open.
            // Said as a comparison with a value: SQLite finds nothing by an index where a column stands alone.
            var open = true;
            complaints = complaints.Where(c => c.IsOpen == open);
            if (after is { At: { } at, Key: var seen }) complaints = complaints.Where(c => c.QueueAt >= at && (c.QueueAt > at || c.Key > seen));
            return complaints.OrderBy(c => c.QueueAt).ThenBy(c => c.Key);
        }
        var key = after?.Key;
        if (sort == "-opened") return (key is null ? complaints : complaints.Where(c => c.Key > key)).OrderBy(c => c.Key);
        return (key is null ? complaints : complaints.Where(c => c.Key < key)).OrderByDescending(c => c.Key);
    }

    private static IQueryable<ComplaintRow> Rows(IQueryable<Complaint> complaints, ComplaintsDb db) => complaints.Select(c => new ComplaintRow(
        c.Key, c.Id, c.NumberValue, c.CustomerId,
        db.Customers.Where(customer => customer.CustomerId == c.CustomerId).Select(customer => customer.Name).FirstOrDefault(),
        c.Channel, c.Category, c.SubCategory, c.Severity, c.Summary, c.State, c.StepsDone, c.IsWaiting, c.Team, c.AssigneeId, c.OpenedAt, c.FirstResponseAt,
        c.ClosedAt, c.QueueAt, c.ResponseBreached, c.ResolutionBreached,
        // What was merged before a merge ended an escalation still has its level.
        c.IsOpen ? c.EscalationLevel : 0, c.Reopenings, c.Version));

    internal sealed record Position(long Key, DateTimeOffset? At);
}
