using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.ServiceDefaults.Idempotency;

/// <summary>Marks an endpoint whose answer shows a secret once. Its recorded answer is kept sealed, and lies in no table in the clear.</summary>
public sealed class SecretAnswer
{
    private SecretAnswer() { }

    internal static SecretAnswer Mark { get; } = new();

    internal static IDataProtector? SealOf(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<SecretAnswer>() is null
        ? null
        : http.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector("idempotency.answer");
}

public static class SecretAnswers
{
    /// <summary>The answer holds a secret: nobody on the way may keep it, and the idempotency row seals it.</summary>
    public static RouteHandlerBuilder ShowsSecret(this RouteHandlerBuilder builder) => builder
        .WithMetadata(SecretAnswer.Mark)
        .AddEndpointFilter((context, next) =>
        {
            context.HttpContext.Response.Headers.CacheControl = "no-store";
            return next(context);
        });
}
