using System.ComponentModel.DataAnnotations;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Steps;
using CrmPlatform.Service.Domain.Surveys;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Service.Features.Complaints;

/// <param name="Recourse">What a customer who is not satisfied was told can be done further; required then.</param>
public sealed record CloseRequest([property: StringLength(4000)] string? Recourse = null);

/// <param name="Channel">By which way the customer was tried.</param>
/// <param name="Note">What came of it.</param>
public sealed record AttemptRequest([property: StringLength(100)] string Channel, [property: StringLength(4000)] string Note);

/// <param name="Counting">How many attempts count towards a closing without an answer.</param>
/// <param name="Needed">How many it takes.</param>
/// <param name="NextCountsFrom">An attempt before this counts as the same as the last one.</param>
public sealed record AttemptTallyView(int Counting, int Needed, DateTimeOffset? NextCountsFrom);

/// <summary>S4: closes after the customer's answer or after three documented attempts to reach them.</summary>
internal static class CloseComplaint
{
    public static Task<Results<Ok<ComplaintView>, Missing, Invalid, Refused, Stale>> HandleAsync(
        Guid id, CloseRequest request, IfMatch ifMatch, Acting acting, ComplaintsDb db, IOptions<ComplaintsOptions> options, CancellationToken cancellationToken) =>
        acting.OnAsync(id, ifMatch, (complaint, by, now) =>
        {
            var satisfied = complaint.Course.Answer is CustomerAnswer.Satisfied or CustomerAnswer.PartlySatisfied;
            if (complaint.Close(by, now, request.Recourse, options.Value.AttemptsApart) is { } refusal) return refusal;
            db.Publish(new ComplaintClosed(complaint.Id, complaint.CustomerId, complaint.Number.ToString(), satisfied, by, now), complaint.Id);
            if (complaint.CustomerId is { } customer)
                db.SurveysDue.Add(new SurveyDue { CustomerId = customer, Occasion = SurveyOccasion.ComplaintClosed, ComplaintId = complaint.Id, DueAt = now + options.Value.SurveyDelay });
            return null;
        }, cancellationToken);

    public static async Task<Results<Ok<ComplaintView>, Missing, Invalid, Refused, Stale>> AttemptAsync(
        Guid id, AttemptRequest request, IfMatch ifMatch, Acting acting, IOptions<ComplaintsOptions> options, CancellationToken cancellationToken)
    {
        var tried = default(AttemptTally);
        var answer = await acting.OnAsync(id, ifMatch, (complaint, by, now) =>
        {
            if (complaint.Attempt(request.Channel, request.Note, by, now) is { } refusal) return refusal;
            tried = complaint.Course.AttemptsThatCount(options.Value.AttemptsApart);
            return null;
        }, cancellationToken);
        return answer.Result is Ok<ComplaintView> { Value: { } view }
            ? TypedResults.Ok(view with { Attempts = new AttemptTallyView(tried.Count, ComplaintCourse.AttemptsBeforeClosing, tried.NextFrom) })
            : answer;
    }
}
