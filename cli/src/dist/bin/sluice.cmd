@echo off
rem Starts the sluice command on the JDK that it finds. Extra JVM options: SLUICE_JAVA_OPTS.
rem JDBC drivers: jars in lib\drivers, or in the folder that SLUICE_DRIVERS names.
setlocal EnableExtensions DisableDelayedExpansion
for %%h in ("%~dp0..") do set "SLUICE_HOME=%%~fh"
set "JDK="
if defined JAVA_HOME call :consider "%JAVA_HOME%"
if not defined JDK for /f "delims=" %%j in ('where java 2^>nul') do if not defined JDK for %%h in ("%%~dpj..") do call :consider "%%~fh"
if not defined JDK for %%r in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%ProgramFiles%\Amazon Corretto" "%ProgramFiles%\BellSoft" "%USERPROFILE%\.jdks") do (
  if exist "%%~r" for /d %%h in ("%%~r\*") do if not defined JDK call :consider "%%~fh"
)
if not defined JDK (
  echo sluice: needs a JDK, version 25 or later, and found none. >&2
  echo sluice: install one ^(Eclipse Temurin 25, for instance^) or set JAVA_HOME to its folder. >&2
  exit /b 2
)
set "VECTOR="
findstr /c:"jdk.incubator.vector" "%JDK%\release" >nul 2>&1 && set "VECTOR=--add-modules=jdk.incubator.vector"
set "DRIVERS=%SLUICE_HOME%\lib\drivers"
if defined SLUICE_DRIVERS set "DRIVERS=%SLUICE_DRIVERS%"
"%JDK%\bin\java.exe" %VECTOR% "@%SLUICE_HOME%\bin\jvm.options" %SLUICE_JAVA_OPTS% -cp "%SLUICE_HOME%\lib\*;%DRIVERS%\*" sluice.cli.Main %*
exit /b %ERRORLEVEL%

:consider
if not exist "%~1\bin\javac.exe" exit /b 0
if not exist "%~1\release" exit /b 0
set "MAJOR=0"
for /f "tokens=2 delims==" %%v in ('findstr /b /c:"JAVA_VERSION=" "%~1\release"') do for /f "delims=.-+ " %%m in ("%%~v") do set "MAJOR=%%m"
if %MAJOR% GEQ 25 set "JDK=%~1"
exit /b 0
