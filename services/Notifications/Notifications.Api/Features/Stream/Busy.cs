using System.Reflection;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.Metadata;

namespace CrmPlatform.Notifications.Features.Stream;

/// <summary>429: no room for another one at present.</summary>
public sealed class Busy(string code, string detail) : ProblemResult(StatusCodes.Status429TooManyRequests, code, detail), IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => Describe(builder, StatusCodes.Status429TooManyRequests);
}
