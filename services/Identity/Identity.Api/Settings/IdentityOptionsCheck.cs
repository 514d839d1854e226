using System.ComponentModel.DataAnnotations;
using System.Net;
using CrmPlatform.Identity.Contracts;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Identity.Settings;

/// <summary>Says in a sentence what is missing or wrong, before anything starts.</summary>
internal sealed class IdentityOptionsCheck : IValidateOptions<IdentityOptions>
{
    private const int ShortestSecret = 32;

    public ValidateOptionsResult Validate(string? name, IdentityOptions options)
    {
        var faults = Annotations(options, options.Lockout, options.Passwords, options.Attempts)
            .Concat(Addresses(options)).Concat(Times(options)).Concat(Duties(options)).Concat(ServiceSecrets(options)).Concat(options.Clients.SelectMany(Seed)).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Annotations(params IEnumerable<object> parts)
    {
        foreach (var part in parts)
        {
            var complaints = new List<ValidationResult>();
            Validator.TryValidateObject(part, new ValidationContext(part), complaints, validateAllProperties: true);
            foreach (var complaint in complaints) yield return complaint.ErrorMessage!;
        }
    }

    private static IEnumerable<string> Addresses(IdentityOptions options)
    {
        if (options.PublicUrl.Length == 0)
            yield return "Identity:PublicUrl is not set: the platform's public address, for instance http://localhost:8080/.";
        else if (!IsWebAddress(options.PublicUrl, out var url) || url!.Query.Length > 0 || url.Fragment.Length > 0)
            yield return $"Identity:PublicUrl is '{options.PublicUrl}': an http or https address without query is expected.";
        foreach (var network in options.TrustedProxies)
        {
            if (!IPNetwork.TryParse(network, out _)) yield return $"Identity:TrustedProxies has '{network}': a network such as 10.0.0.0/8 is expected.";
        }
    }

    private static IEnumerable<string> Times(IdentityOptions options)
    {
        var (tokens, keys) = (options.Tokens, options.Keys);
        if (tokens.Access < TimeSpan.FromMinutes(1) || tokens.Access > TimeSpan.FromHours(12))
            yield return "Identity:Tokens:Access must be between 1 minute and 12 hours.";
        if (tokens.Code <= TimeSpan.Zero || tokens.Code > TimeSpan.FromMinutes(10))
            yield return "Identity:Tokens:Code must be 10 minutes at most.";
        if (tokens.Refresh < tokens.Access || tokens.Session < tokens.Access)
            yield return "Identity:Tokens:Refresh and :Session must not be shorter than :Access.";
        if (tokens.ReuseLeeway < TimeSpan.Zero || tokens.ReuseLeeway > TimeSpan.FromMinutes(1))
            yield return "Identity:Tokens:ReuseLeeway must be 1 minute at most.";
        if (keys.Announced < TimeSpan.Zero || keys.Lifetime <= keys.Announced || keys.Check <= TimeSpan.Zero)
            yield return "Identity:Keys: Check must be longer than zero, and Lifetime longer than Announced.";
        if (options.Lockout.Duration <= TimeSpan.Zero)
            yield return "Identity:Lockout:Duration must be longer than zero.";
    }

    // A role that nobody can have would bind nobody, and the operator would believe that it did.
    private static IEnumerable<string> Duties(IdentityOptions options) => options.SecondFactor.RequiredRoles.Where(role => role.Length > 0).Except(Roles.All)
        .Select(role => $"Identity:SecondFactor:RequiredRoles has '{role}': one of {string.Join(", ", Roles.All)} is expected.");

    private static IEnumerable<string> ServiceSecrets(IdentityOptions options) => !options.RegisterServices
        ? []
        : options.Services.Where(service => service.Value.Secret is not { Length: >= ShortestSecret }).Select(service =>
            string.IsNullOrEmpty(service.Value.Secret)
                ? $"Identity:Services:{service.Key}:Secret is not set: the secret with which {service.Key} signs in "
                    + "(or Identity:RegisterServices=false where no other service runs)."
                : $"Identity:Services:{service.Key}:Secret is too short: at least {ShortestSecret} random characters are expected.");

    private static IEnumerable<string> Seed(ClientSeed seed)
    {
        if (seed.ClientId.Length is 0 or > 100) yield return "Identity:Clients has a client without a ClientId (1 to 100 characters).";
        if (seed.Secret is { Length: < ShortestSecret })
            yield return $"Identity:Clients: the secret of '{seed.ClientId}' is too short: at least {ShortestSecret} random characters are expected.";
        if (seed.Secret is null && seed.RedirectUris.Length == 0)
            yield return $"Identity:Clients: '{seed.ClientId}' has neither a secret nor a redirect address, so that it could do nothing.";
        foreach (var role in seed.Roles.Except(Roles.All))
            yield return $"Identity:Clients: '{seed.ClientId}' has the role '{role}'. Known: {string.Join(", ", Roles.All)}.";
        foreach (var uri in seed.RedirectUris.Concat(seed.PostLogoutRedirectUris).Where(uri => !Uri.TryCreate(uri, UriKind.Absolute, out _)))
            yield return $"Identity:Clients: '{seed.ClientId}' has the address '{uri}': an absolute one is expected.";
    }

    private static bool IsWebAddress(string text, out Uri? url) =>
        Uri.TryCreate(text, UriKind.Absolute, out url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps);
}
