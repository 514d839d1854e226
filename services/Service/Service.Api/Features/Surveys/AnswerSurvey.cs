using System.ComponentModel.DataAnnotations;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Links;
using CrmPlatform.Service.Domain.Surveys;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Surveys;

/// <summary>One question as the customer sees it, in their language.</summary>
public sealed record PublicQuestion(
    string Id, SurveyItemKind Kind, string Text, bool Required, bool AsksExpectation, int? Lowest, int? Highest, IReadOnlyList<PublicChoice> Choices);

public sealed record PublicChoice(string Id, string Text);

public sealed record PublicSurvey(string Title, string Language, IReadOnlyList<string> Languages, bool Anonymous, DateTimeOffset ExpiresAt, IReadOnlyList<PublicQuestion> Questions);

/// <param name="Rating">What was experienced, on the question's scale.</param>
/// <param name="Expected">What had been expected, where that is asked.</param>
public sealed record AnswerBody(
    [property: Required, StringLength(100, MinimumLength = 1)] string ItemId, int? Rating = null, int? Expected = null, [property: StringLength(100)] string? Choice = null,
    [property: StringLength(4000)] string? Text = null);

public sealed record AnswerSurveyRequest([property: MinLength(1), MaxLength(50)] IReadOnlyList<AnswerBody> Answers, [property: StringLength(20)] string? Language = null);

/// <summary>S7: the page behind the one-time link; an unhappy answer acts with the answer itself.</summary>
internal static class AnswerSurvey
{
    private const int Attempts = 5;

    public static async Task<Results<Ok<PublicSurvey>, Denied, Missing, Refused>> ReadAsync(
        string token, ComplaintsDb db, LinkBook links, TimeProvider time, CancellationToken cancellationToken, [StringLength(20)] string? language = null)
    {
        var claim = await links.ReadAsync(LinkPurpose.Survey, token, cancellationToken);
        if (claim.Refusal is { } refusal) return new Denied(refusal);
        if (await InvitationAsync(db, claim.Value.Subject, cancellationToken) is not (var invitation, var survey)) return Missing.Saying("The survey of this link is there no more.");
        if (invitation.ToDomain().WhyNotAnswer(time.GetUtcNow()) is { } closed) return new Refused(closed);
        var d = survey.Definition;
        var shown = d.LanguageFor(language ?? invitation.Language);
        return TypedResults.Ok(new PublicSurvey(Text(d.Title), shown, d.Languages, d.IsAnonymous, invitation.ExpiresAt,
            [.. d.Items.Select(item => new PublicQuestion(
                item.Id, item.Kind, Text(item.Text), item.IsRequired, item.AsksExpectation, item.ReadBy?.Lowest, item.ReadBy?.Highest, [.. item.Choices.Select(choice => new PublicChoice(choice.Id, Text(choice.Text)))]))]));

        string Text(SurveyTexts texts) => texts.ByLanguage.GetValueOrDefault(shown, "");
    }

    public static async Task<Results<Created, Denied, Missing, Invalid, Refused>> HandleAsync(
        string token, AnswerSurveyRequest request, ComplaintsDb db, LinkBook links, UnhappyDesk unhappy, TimeProvider time, HttpRequest http, CancellationToken cancellationToken)
    {
        var claim = await links.ReadAsync(LinkPurpose.Survey, token, cancellationToken);
        if (claim.Refusal is { } forged) return new Denied(forged);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await OnceAsync(claim.Value.Subject, request, db, unhappy, time.GetUtcNow(), http, cancellationToken);
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                // Another answer by the same link, which then is the one; or somebody was at the complaint it reopens, and this one counts.
                await db.RollbackAsync();
                db.ChangeTracker.Clear();
            }
        }
    }

    private static async Task<Results<Created, Denied, Missing, Invalid, Refused>> OnceAsync(
        Guid id, AnswerSurveyRequest request, ComplaintsDb db, UnhappyDesk unhappy, DateTimeOffset now, HttpRequest http, CancellationToken cancellationToken)
    {
        if (await InvitationAsync(db, id, cancellationToken) is not (var invitation, var survey)) return Missing.Saying("The survey of this link is there no more.");
        var taken = SurveyResponse.Take(
            survey.Definition, invitation.ToDomain(), request.Language ?? invitation.Language,
            [.. request.Answers.Select(answer => new ItemAnswer(answer.ItemId, answer.Rating, answer.Expected, answer.Choice, answer.Text))], now);
        if (taken.Refusal is { } refusal) return refusal.Kind == ServiceDefaults.Domain.RefusalKind.Invalid ? new Invalid(FieldErrors.Of(refusal), refusal.Code) : new Refused(refusal);
        await KeepAsync(db, unhappy, invitation, survey, taken.Value, now, cancellationToken);
        return TypedResults.Created(http.Path.Value!);
    }

    private static async Task KeepAsync(
        ComplaintsDb db, UnhappyDesk unhappy, InvitationRow invitation, SurveyRow survey, SurveyResponse response, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Of an anonymous answer not even the moment may lead back to whom it is from.
        invitation.AnsweredAt = survey.Definition.IsAnonymous ? response.At : now;
        invitation.RemindAt = null;
        var row = SurveyAnswerRow.Of(response);
        db.SurveyAnswers.Add(row);
        var subject = response.CustomerId ?? survey.Id;
        foreach (var answered in Events(row, survey)) db.Publish(answered, subject);
        await unhappy.ActAndSaveAsync(row, invitation, cancellationToken);
    }

    /// <summary>
    /// One event for each rating; what was expected of the items goes with the first, so that nobody counts it twice. More is better in all of
    /// them: whoever reads them knows nothing of a question's scale.
    /// </summary>
    private static IEnumerable<SurveyAnswered> Events(SurveyAnswerRow row, SurveyRow survey)
    {
        var items = row.Answers.Where(answer => answer is { Scale: not null, Given.Expected: not null })
            .Select(answer => new SurveyItemScore(answer.Given.ItemId, answer.Scale!.Upwards(answer.Given.Expected), answer.Scale.Upwards(answer.Given.Rating))).ToList();
        foreach (var (index, answer) in row.Answers.Where(answer => answer is { Scale: not null, Given.Rating: not null }).Index())
        {
            yield return new SurveyAnswered(
                index == 0 ? row.Id : Guid.NewGuid(), survey.Id, row.CustomerId, EnumCode.Of(answer.Kind), answer.Scale!.Upwards(answer.Given.Rating)!.Value, answer.Scale.Lowest, answer.Scale.Highest,
                EnumCode.Of(row.Occasion), index == 0 ? items : [], row.At);
        }
    }

    private static async Task<(InvitationRow Invitation, SurveyRow Survey)?> InvitationAsync(ComplaintsDb db, Guid id, CancellationToken cancellationToken)
    {
        // C20: an invitation without an address is of somebody who was erased.
        if (await db.Invitations.IgnoreQueryFilters().SingleOrDefaultAsync(row => row.Id == id, cancellationToken) is not { Email: not "" } invitation) return null;
        return (invitation, await db.Surveys.AsNoTracking().SingleAsync(row => row.SurveyKey == invitation.SurveyKey && row.Number == invitation.SurveyNumber, cancellationToken));
    }
}
