using CrmPlatform.Testing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.ServiceDefaults.Tests;

public sealed class SharedKeys
{
    [Fact]
    public async Task Without_a_common_folder_what_one_process_seals_another_opens_with_the_key_in_the_database()
    {
        await using var maker = await ServiceUnderTest.StartAsync(Bench.Maker, ["--DataProtection:Directory="]);
        var text = maker.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Protect("cursor");
        Assert.Equal(1, await maker.InScopeAsync(scope => scope.GetRequiredService<MakerDb>().DataProtectionKeys.CountAsync()));

        await maker.StopAsync();
        await maker.StartAgainAsync();
        Assert.Equal("cursor", maker.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Unprotect(text));
        Assert.Equal(1, await maker.InScopeAsync(scope => scope.GetRequiredService<MakerDb>().DataProtectionKeys.CountAsync()));
    }
}
