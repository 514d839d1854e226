using System.Text;
using CrmPlatform.ServiceDefaults.Domain;
using Microsoft.AspNetCore.Identity;

namespace CrmPlatform.Identity.Accounts;

/// <summary>As ASP.NET Core Identity compares names, which fails at text that Unicode forbids; anybody can send that to the sign-in page.</summary>
internal sealed class LookupNames : ILookupNormalizer
{
    public string? NormalizeName(string? name) => name?.ToForm(NormalizationForm.FormC).ToUpperInvariant();

    public string? NormalizeEmail(string? email) => NormalizeName(email);
}
