using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Surveys;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Surveys;

/// <summary>S7: designs surveys. A published version never changes; a change is a draft of the next.</summary>
internal static class KeepSurveys
{
    public static async Task<Ok<Page<SurveyView>>> ListAsync(ComplaintsDb db, CancellationToken cancellationToken)
    {
        var rows = await db.Surveys.AsNoTracking().OrderBy(row => row.SurveyKey).ThenByDescending(row => row.Number).Take(Paging.MaxLimit).ToListAsync(cancellationToken);
        return TypedResults.Ok(new Page<SurveyView>([.. rows.Select(SurveyView.Of)], null));
    }

    /// <summary>The newest version, or the one asked for.</summary>
    public static async Task<Results<Ok<SurveyView>, Missing>> OneAsync(string key, ComplaintsDb db, CancellationToken cancellationToken, int? number = null) =>
        await NewestAsync(db.Surveys.AsNoTracking(), key, number, cancellationToken) is { } row ? TypedResults.Ok(SurveyView.Of(row)) : new Missing("survey", key);

    /// <summary>Writes the draft: the first version, the draft that is there, or the next version after a published one.</summary>
    public static async Task<Results<Created<SurveyView>, Ok<SurveyView>, Invalid, Stale>> PutAsync(
        string key, SurveyRequest request, IfMatch ifMatch, ComplaintsDb db, CancellationToken cancellationToken)
    {
        var newest = await NewestAsync(db.Surveys, key, null, cancellationToken);
        if (!ifMatch.Matches(newest)) return new Stale(newest?.Version ?? 0);
        if (request.TwiceIn is { } twice) return new Invalid(twice, "A text is there once in each language; en and EN are the same.", "survey.incomplete");
        var number = newest is null ? 1 : newest.PublishedAt is null ? newest.Number : newest.Number + 1;
        var definition = request.ToDomain(key, number);
        if (SurveyChecks.Of(definition) is { } refusal) return new Invalid(FieldErrors.Of(refusal), refusal.Code);
        if (newest is { PublishedAt: null })
        {
            newest.Take(definition);
            await db.SaveChangesAsync(cancellationToken);
            return TypedResults.Ok(SurveyView.Of(newest));
        }
        var row = SurveyRow.Draft(definition);
        db.Surveys.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/surveys/{Uri.EscapeDataString(key)}", SurveyView.Of(row));
    }

    /// <summary>Publishes the draft; from now on it is the one that is sent, in place of its earlier version and of another survey after the same occasion.</summary>
    public static async Task<Results<Ok<SurveyView>, Missing, Refused, Stale>> PublishAsync(
        string key, IfMatch ifMatch, ComplaintsDb db, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await NewestAsync(db.Surveys, key, null, cancellationToken) is not { } row) return new Missing("survey", key);
        if (!ifMatch.Matches(row)) return new Stale(row.Version);
        var published = row.Definition.Publish(time.GetUtcNow());
        if (published.Refusal is { } refusal) return new Refused(refusal);
        foreach (var other in await db.Surveys.Where(other => other.IsSent && (other.Occasion == row.Occasion || other.SurveyKey == key)).ToListAsync(cancellationToken)) other.Send(false);
        row.Take(published.Value);
        row.Send(true);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(SurveyView.Of(row));
    }

    /// <summary>Sends it no more; what is out can still be answered.</summary>
    public static async Task<Results<Ok<SurveyView>, Missing, Stale>> StopAsync(string key, IfMatch ifMatch, ComplaintsDb db, CancellationToken cancellationToken)
    {
        if (await NewestAsync(db.Surveys, key, null, cancellationToken) is not { } row) return new Missing("survey", key);
        if (!ifMatch.Matches(row)) return new Stale(row.Version);
        foreach (var sent in await db.Surveys.Where(other => other.SurveyKey == key && other.IsSent).ToListAsync(cancellationToken)) sent.Send(false);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(SurveyView.Of(row));
    }

    private static Task<SurveyRow?> NewestAsync(IQueryable<SurveyRow> surveys, string key, int? number, CancellationToken cancellationToken) => surveys
        .Where(row => row.SurveyKey == key && (number == null || row.Number == number)).OrderByDescending(row => row.Number).FirstOrDefaultAsync(cancellationToken);
}
