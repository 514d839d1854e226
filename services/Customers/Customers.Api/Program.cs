using CrmPlatform.ServiceDefaults.Hosting;

return CrmPlatform.Customers.CustomersHost.Build(args).RunService(args);
