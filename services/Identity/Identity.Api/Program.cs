using CrmPlatform.Identity;
using CrmPlatform.ServiceDefaults.Hosting;

return IdentityHost.Build(args).RunService(args);
