using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Campaigns;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Research;

/// <summary>Something learnt about the market.</summary>
/// <param name="Topic">For instance prices, competitors, demand.</param>
public sealed record ResearchNoteRequest(
    [property: Required, StringLength(200, MinimumLength = 1)] string Title,
    [property: Required, StringLength(100, MinimumLength = 1)] string Topic,
    [property: Required, StringLength(8000, MinimumLength = 1)] string Text,
    [property: StringLength(400)] string? Source = null,
    [property: StringLength(100)] string? Region = null,
    Guid? CampaignId = null);

public sealed record ResearchNoteView(
    Guid Id, string Title, string Topic, string Text, string? Source, string? Region, Guid? CampaignId, string WrittenBy, DateTimeOffset WrittenAt, long Version) : IVersionedView
{
    internal static ResearchNoteView Of(ResearchNote n) => new(n.Id, n.Title, n.Topic, n.Text, n.Source, n.Region, n.CampaignId, n.WrittenBy, n.WrittenAt, n.Version);
}

/// <summary>E10: market research notes.</summary>
internal static class Research
{
    public static void MapResearch(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/research").WithTags("Campaigns");
        group.MapGet("", ListAsync).RequirePermission(Permissions.CampaignsRead).WithName("list-research").WithSummary("Market research notes, newest first.");
        group.MapGet("/{id:guid}", OneAsync).RequirePermission(Permissions.CampaignsRead).WithName("get-research").WithSummary("One note.");
        group.MapPost("", WriteAsync).RequirePermission(Permissions.CampaignsRead).WithName("write-research").WithSummary("Writes a note.");
        group.MapPut("/{id:guid}", ReplaceAsync).RequirePermission(Permissions.CampaignsRead).RequireIfMatch().WithName("replace-research").WithSummary("Changes a note of one's own, or any as a manager.");
    }

    private static async Task<Results<Created<ResearchNoteView>, Invalid>> WriteAsync(ResearchNoteRequest request, EngagementDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await UnknownCampaignAsync(request, db, cancellationToken) is { } unknown) return unknown;
        var note = ResearchNote.Write(caller.Subject, time.GetUtcNow());
        note.Say(request.Title.Trim(), request.Topic.Trim(), request.Text, request.Source, request.Region, request.CampaignId);
        db.ResearchNotes.Add(note);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/research/{note.Id}", ResearchNoteView.Of(note));
    }

    private static async Task<Results<Ok<ResearchNoteView>, Missing, Invalid, Denied, Stale>> ReplaceAsync(
        Guid id, ResearchNoteRequest request, IfMatch ifMatch, EngagementDb db, Caller caller, CallerAccessor rights, CancellationToken cancellationToken)
    {
        if (await db.ResearchNotes.SingleOrDefaultAsync(n => n.Id == id, cancellationToken) is not { } note) return new Missing("research note", id);
        if (!ifMatch.Matches(note)) return new Stale(note.Version);
        if (note.WrittenBy != caller.Subject && !rights.May(Permissions.CampaignsWrite)) return new Denied("research.not-yours", "Somebody else wrote this note.");
        if (await UnknownCampaignAsync(request, db, cancellationToken) is { } unknown) return unknown;
        note.Say(request.Title.Trim(), request.Topic.Trim(), request.Text, request.Source, request.Region, request.CampaignId);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(ResearchNoteView.Of(note));
    }

    private static async Task<Results<Ok<ResearchNoteView>, Missing>> OneAsync(Guid id, EngagementDb db, CancellationToken cancellationToken) =>
        await db.ResearchNotes.AsNoTracking().SingleOrDefaultAsync(n => n.Id == id, cancellationToken) is { } note ? TypedResults.Ok(ResearchNoteView.Of(note)) : new Missing("research note", id);

    private static async Task<Ok<Page<ResearchNoteView>>> ListAsync(
        EngagementDb db, Cursors cursors, CancellationToken cancellationToken, [StringLength(100)] string? topic = null, Guid? campaignId = null,
        [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var list = $"research:{topic}:{campaignId}";
        var before = cursors.KeyOf(cursor, list) ?? long.MaxValue;
        var notes = db.ResearchNotes.AsNoTracking();
        if (topic is not null) notes = notes.Where(n => n.Topic == topic);
        if (campaignId is not null) notes = notes.Where(n => n.CampaignId == campaignId);
        var rows = await notes.Where(n => n.Key < before).OrderByDescending(n => n.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, n => n.Key, ResearchNoteView.Of));
    }

    private static async Task<Invalid?> UnknownCampaignAsync(ResearchNoteRequest request, EngagementDb db, CancellationToken cancellationToken) =>
        request.CampaignId is { } id && !await db.Campaigns.AnyAsync(c => c.Id == id, cancellationToken) ? new Invalid("campaignId", $"There is no campaign '{id}'.", "campaign.unknown") : null;
}
