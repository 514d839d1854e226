using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CrmPlatform.Service.Domain.Steps;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace CrmPlatform.Service.Features.Complaints;

/// <summary>S4: the record of one of the seven steps; <c>step</c>, 1 to 7, says which, and each has fields of its own.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "step")]
[JsonDerivedType(typeof(ListenStep), 1), JsonDerivedType(typeof(ThankStep), 2), JsonDerivedType(typeof(ApologyStep), 3), JsonDerivedType(typeof(PromiseStep), 4)]
[JsonDerivedType(typeof(SolutionStep), 5), JsonDerivedType(typeof(AnswerStep), 6), JsonDerivedType(typeof(ReviewStep), 7)]
public abstract record StepRequest
{
    internal abstract StepRecord ToRecord();
}

/// <summary>Step 1, listen and restate: the complaint in the customer's sense, said back.</summary>
public sealed record ListenStep([property: StringLength(4000)] string Restatement) : StepRequest
{
    internal override StepRecord ToRecord() => new ListenRecord(Restatement);
}

/// <summary>Step 2, thank and explain why: why we are glad to know.</summary>
public sealed record ThankStep([property: StringLength(4000)] string Reason) : StepRequest
{
    internal override StepRecord ToRecord() => new ThankRecord(Reason);
}

/// <summary>Step 3, apologise: for our fault or for how the customer feels, and in which words.</summary>
public sealed record ApologyStep(ApologyGround Ground, [property: StringLength(4000)] string Words) : StepRequest
{
    internal override StepRecord ToRecord() => new ApologyRecord(Ground, Words);
}

/// <summary>Step 4, promise immediate action: what we do at once, and until when.</summary>
public sealed record PromiseStep([property: StringLength(4000)] string Action, DateTimeOffset By) : StepRequest
{
    internal override StepRecord ToRecord() => new PromiseRecord(Action, By);
}

/// <summary>What happens by when.</summary>
public sealed record TimetableLine([property: StringLength(500)] string What, DateTimeOffset By);

/// <summary>Step 5, the solution and its timetable; may be recorded again until the customer has answered it.</summary>
public sealed record SolutionStep([property: StringLength(4000)] string Solution, [property: MinLength(1), MaxLength(50)] IReadOnlyList<TimetableLine> Timetable) : StepRequest
{
    internal override StepRecord ToRecord() => new SolutionRecord(Solution, [.. Timetable.Select(line => new TimetableEntry(line.What, line.By))]);
}

/// <summary>Step 6, the customer's answer to the solution, and in which words.</summary>
public sealed record AnswerStep(CustomerAnswer Answer, [property: StringLength(4000)] string Words) : StepRequest
{
    internal override StepRecord ToRecord() => new AnswerRecord(Answer, Words);
}

/// <summary>Step 7, review: what will change so that it does not happen again, and who sees to it. Later than 30 days after the closing it says why.</summary>
public sealed record ReviewStep(
    [property: StringLength(4000)] string WhatWillChange, [property: StringLength(200)] string Responsible, [property: StringLength(4000)] string? WhyLate = null) : StepRequest
{
    internal override StepRecord ToRecord() => new ReviewRecord(WhatWillChange, Responsible, WhyLate);
}

/// <summary>Reads a step from the body, wherever in it <c>step</c> stands, and says what is wrong in the words of that step.</summary>
internal sealed record StepBody(StepRequest? Request, Invalid? Problem) : IEndpointParameterMetadataProvider
{
    private static readonly Dictionary<int, Type> Types = typeof(StepRequest).GetCustomAttributes<JsonDerivedTypeAttribute>()
        .ToDictionary(type => (int)type.TypeDiscriminator!, type => type.DerivedType);

    public static async ValueTask<StepBody> BindAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType()) throw new BadHttpRequestException("Send application/json.", StatusCodes.Status415UnsupportedMediaType);
        var body = await JsonBody.ReadObjectAsync(context);
        if (body["step"] is not JsonValue value || !value.TryGetValue(out int step) || !Types.TryGetValue(step, out var type))
            return new StepBody(null, new Invalid("step", "Which of the seven steps it is: a whole number from 1 to 7 is expected.", "complaint.step-unknown"));
        body.Remove("step");
        return new StepBody((StepRequest)body.Deserialize(type, Json.Strict)!, null);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(StepRequest)));
}
