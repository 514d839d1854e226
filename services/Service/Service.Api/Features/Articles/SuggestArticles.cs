using System.ComponentModel.DataAnnotations;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Persistence;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Articles;

/// <summary>S10: what may help, by words, category and language; and whether it did.</summary>
internal static class SuggestArticles
{
    public static async Task<Results<Ok<Page<SuggestionView>>, Missing, Invalid>> HandleAsync(
        ComplaintsDb db, ArticleShelf shelf, CancellationToken cancellationToken, [StringLength(1000)] string? q = null, Guid? complaintId = null, Coded<ComplaintCategory>? category = null,
        [StringLength(20)] string? language = null, [Range(1, 20)] int limit = 5)
    {
        var (words, wanted, tongue) = (q ?? "", category?.Value, language);
        if (complaintId is { } id)
        {
            if (await db.Complaints.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } complaint) return new Missing("complaint", id);
            (words, wanted, tongue) = ($"{words} {complaint.Summary} {complaint.Details}", wanted ?? complaint.Category, tongue ?? complaint.Language);
        }
        else if (words.Length == 0 && wanted is null)
        {
            return new Invalid("q", "Words, a category or a complaint are expected.", "articles.nothing-asked");
        }
        var found = (await shelf.ReadAsync(db, cancellationToken)).Suggest(words, wanted, tongue, limit);
        var ids = found.Select(suggestion => Guid.Parse(suggestion.ArticleId)).ToArray();
        var rows = await db.Articles.AsNoTracking().Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancellationToken);
        return TypedResults.Ok(new Page<SuggestionView>(
            [.. found.Where(s => rows.ContainsKey(Guid.Parse(s.ArticleId))).Select(s => (s.Score, Row: rows[Guid.Parse(s.ArticleId)])).Select(s =>
                new SuggestionView(s.Row.Id, s.Row.Kind, s.Row.Title, s.Row.Language, s.Row.Category, Math.Round(s.Score, 4), s.Row.Helped, s.Row.DidNotHelp))], null));
    }

    /// <summary>One voice for each reader and complaint; another word of the same reader takes the place of the first.</summary>
    public static async Task<Results<NoContent, Missing, Invalid, Refused>> FeedbackAsync(
        Guid id, FeedbackRequest request, ComplaintsDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!await db.Articles.AnyAsync(a => a.Id == id, cancellationToken)) return new Missing("article", id);
        if (request.ComplaintId is { } complaint && !await db.Complaints.AnyAsync(c => c.Id == complaint, cancellationToken))
            return new Invalid("complaintId", $"There is no complaint '{complaint}' that you may see.", "complaint.unknown");
        var votes = db.Set<ArticleVote>();
        var vote = await votes.SingleOrDefaultAsync(v => v.ArticleId == id && v.Voter == caller.Subject && v.ComplaintId == request.ComplaintId, cancellationToken);
        var (helped, didNot) = (request.Helped ? 1 : 0, request.Helped ? 0 : 1);
        if (vote is null) votes.Add(new ArticleVote { ArticleId = id, Voter = caller.Subject, ComplaintId = request.ComplaintId, Helped = request.Helped, At = time.GetUtcNow() });
        else if (vote.Helped == request.Helped) return TypedResults.NoContent();
        else
        {
            (helped, didNot) = request.Helped ? (1, -1) : (-1, 1);
            (vote.Helped, vote.At) = (request.Helped, time.GetUtcNow());
        }
        await db.BeginOwnWriteAsync(cancellationToken);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException twice) when (twice.IsUniqueViolation())
        {
            await db.RollbackAsync();
            return new Refused("article.voted", "You have just said so.");
        }
        // By difference and past the version: readers do not get into each other's way, nor into the writer's.
        await db.Articles.Where(a => a.Id == id).ExecuteUpdateAsync(set => set.SetProperty(a => a.Helped, a => a.Helped + helped).SetProperty(a => a.DidNotHelp, a => a.DidNotHelp + didNot), cancellationToken);
        await db.CommitOwnAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}
