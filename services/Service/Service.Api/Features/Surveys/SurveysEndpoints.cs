using CrmPlatform.Identity.Contracts;
using CrmPlatform.Service.Desk;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Mvc;

namespace CrmPlatform.Service.Features.Surveys;

internal static class SurveysEndpoints
{
    public static void MapSurveys(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/surveys").WithTags("Surveys");
        var read = group.MapGroup("").RequirePermission(Permissions.SurveysRead);
        read.MapGet("", KeepSurveys.ListAsync).WithName("list-surveys").WithSummary("All surveys in all versions.");
        read.MapGet("/{key}", KeepSurveys.OneAsync).WithName("get-survey").WithSummary("A survey in its newest version, or in the one asked for.");
        read.MapGet("/{key}/results", ReadResults.HandleAsync).WithName("survey-results").WithSummary("Figures by question and scale.");
        read.MapGet("/{key}/answers", ReadResults.ListAsync).WithName("list-survey-answers").WithSummary("The answers, newest first.");
        read.MapGet("/{key}/invitations", SendSurvey.ListAsync).WithName("list-invitations").WithSummary("Who was asked.");
        var write = group.MapGroup("").RequirePermission(Permissions.SurveysWrite);
        write.MapPut("/{key}", KeepSurveys.PutAsync).RequireIfMatch().WithName("put-survey").WithSummary("Writes the draft; If-Match: * enters a new survey.");
        write.MapPost("/{key}/publish", KeepSurveys.PublishAsync).RequireIfMatch().WithName("publish-survey").WithSummary("Publishes the draft; it is sent from now on.");
        write.MapPost("/{key}/stop", KeepSurveys.StopAsync).RequireIfMatch().WithName("stop-survey").WithSummary("Sends it no more.");
        write.MapPost("/{key}/invitations", SendSurvey.HandleAsync).WithName("send-survey").WithSummary("Asks one customer; after a closing about the complaint named, or about the last that was closed.");

        var open = api.MapPublic("surveys").WithTags("Public");
        open.MapGet("/{token}", AnswerSurvey.ReadAsync).WithName("public-survey").WithSummary("The questions behind a one-time link.");
        open.MapPost("/{token}", AnswerSurvey.HandleAsync).WithMetadata(new RequestSizeLimitAttribute(256 * 1024)).WithName("answer-survey").WithSummary("Answers, once.");
    }
}
